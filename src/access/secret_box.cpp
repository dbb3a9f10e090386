#include "access/secret_box.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "base/error.h"
#include "base/text.h"

namespace rights {
namespace {

constexpr auto variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
constexpr std::size_t key_bytes = crypto_aead_xchacha20poly1305_ietf_KEYBYTES, nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

std::string encoded(std::string_view plain) {
  std::string text(sodium_base64_ENCODED_LEN(plain.size(), variant), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes(plain), plain.size(), variant);
  text.pop_back();   // the NUL
  return text;
}

std::string decoded(std::string_view text) {
  std::string plain(text.size(), '\0');
  std::size_t length = 0;
  if (sodium_base642bin(bytes(plain), plain.size(), text.data(), text.size(), nullptr, &length, nullptr, variant) != 0) return {};
  plain.resize(length);
  return plain;
}

[[noreturn]] void no_file(const std::filesystem::path& file, const char* what) {
  throw base::Error(base::ErrorCode::unavailable, "The key file " + file.string() + " can't be " + what + ".", "Look at its folder and its rights, or name another with --secret-key-file.");
}

// Whole or not at all: a torn key file would make what is sealed unreadable.
void make_file(const std::filesystem::path& file) {
  std::string key(key_bytes, '\0');
  randombytes_buf(key.data(), key.size());
  auto text = encoded(key) + "\n";
  auto fresh = file;
  fresh += "." + std::to_string(getpid());
  int to = open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (to < 0) no_file(file, "made");
  bool whole = write(to, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && fsync(to) == 0;
  ::close(to);
  // link() and not rename(): of two that start at once, the first one's key holds.
  bool placed = whole && (link(fresh.c_str(), file.c_str()) == 0 || errno == EEXIST);
  unlink(fresh.c_str());
  if (!placed) no_file(file, "made");
  if (int folder = open(file.parent_path().empty() ? "." : file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); folder >= 0) {
    fsync(folder);
    ::close(folder);
  }
}

}  // namespace

SecretBox::SecretBox(const std::filesystem::path& key_file, bool may_make) {
  if (sodium_init() < 0) throw base::Error(base::ErrorCode::internal, "libsodium can't start.");
  std::error_code ignored;
  if (may_make && !std::filesystem::exists(key_file, ignored)) make_file(key_file);
  struct stat about {};
  if (stat(key_file.c_str(), &about) != 0) no_file(key_file, "read");
  if ((about.st_mode & 077) != 0)
    throw base::invalid("The key file " + key_file.string() + " can be read by others.", "Take their rights away: chmod 600 " + key_file.string());
  std::ifstream in(key_file);
  std::string line;
  if (!std::getline(in, line)) no_file(key_file, "read");
  auto key = decoded(base::trim(line));
  sodium_memzero(line.data(), line.size());
  if (key.size() != key_bytes) throw base::invalid("The file " + key_file.string() + " holds no key.", "Put the key back that was made with this data, 32 bytes as URL-safe base64.");
  key_ = base::Secret(std::move(key));
}

std::string SecretBox::seal(std::string_view plain, std::string_view about) const {
  std::string sealed(nonce_bytes + plain.size() + tag_bytes, '\0');
  randombytes_buf(sealed.data(), nonce_bytes);
  crypto_aead_xchacha20poly1305_ietf_encrypt(bytes(sealed) + nonce_bytes, nullptr, bytes(plain), plain.size(), bytes(about), about.size(), nullptr, bytes(sealed), bytes(key_.reveal()));
  return encoded(sealed);
}

base::Secret SecretBox::open(std::string_view text, std::string_view about) const {
  auto sealed = decoded(text);
  if (sealed.size() >= nonce_bytes + tag_bytes) {
    std::string plain(sealed.size() - nonce_bytes - tag_bytes, '\0');
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(bytes(plain), nullptr, nullptr, bytes(sealed) + nonce_bytes, sealed.size() - nonce_bytes, bytes(about), about.size(), bytes(sealed),
                                                   bytes(key_.reveal())) == 0)
      return base::Secret(std::move(plain));
  }
  throw base::Error(base::ErrorCode::unavailable, "A secret was sealed with another key than this server has.", "Start it with the key file that belongs to this data (--secret-key-file).");
}

std::string SecretBox::digest(std::string_view text, std::string_view about) const {
  unsigned char hash[32];
  crypto_generichash_state state;
  crypto_generichash_init(&state, bytes(key_.reveal()), key_bytes, sizeof hash);
  auto length = std::to_string(about.size()) + ":";
  for (auto part : {std::string_view(length), about, text}) crypto_generichash_update(&state, bytes(part), part.size());
  crypto_generichash_final(&state, hash, sizeof hash);
  std::string hex(sizeof hash * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), hash, sizeof hash);
  hex.pop_back();
  return hex;
}

}  // namespace rights
