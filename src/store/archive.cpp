#include "store/archive.h"

#include <zstd.h>

#include <charconv>
#include <cstring>
#include <fstream>

#include "base/error.h"
#include "base/limits.h"

namespace store {
namespace {

constexpr std::size_t piece_bytes = base::limits::archive_piece_bytes;
constexpr std::size_t block = 512;
constexpr const char* manifest_name = "manifest.json";
constexpr const char* manifest_hash_name = "manifest.sha256";

struct TarHeader {
  char name[100], mode[8], uid[8], gid[8], size[12], mtime[12], checksum[8], type, link[100], magic[6], version[2], user[32], group[32], major[8], minor[8], prefix[155], rest[12];
};
static_assert(sizeof(TarHeader) == block);

void octal(char* field, std::size_t digits, std::uint64_t value) {
  for (auto at = digits; at-- > 0; value >>= 3) field[at] = static_cast<char>('0' + (value & 7));
}

std::uint64_t sum_of(TarHeader header) {
  std::memset(header.checksum, ' ', sizeof header.checksum);
  auto bytes = reinterpret_cast<const unsigned char*>(&header);
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < block; ++i) sum += bytes[i];
  return sum;
}

std::uint64_t number_of(const char* field, std::size_t digits) {
  std::uint64_t value = 0;
  std::from_chars(field, field + digits, value, 8);
  return value;
}

base::Error damaged(const std::string& what) {
  return base::invalid("The backup is damaged: " + what + ".", "Use another backup; this one can't be trusted.");
}

// The part that a member belongs to: "uploads/3" of "uploads/3/00000001.zst".
std::string part_of(const std::string& member) {
  auto slash = member.rfind('/');
  if (slash == std::string::npos || slash == 0 || !member.ends_with(".zst")) throw damaged("it holds something unknown, \"" + member.substr(0, 100) + "\"");
  auto part = member.substr(0, slash);
  if (part.front() == '/' || ("/" + part + "/").find("/../") != std::string::npos || ("/" + part + "/").find("/./") != std::string::npos || part.find('\\') != std::string::npos)
    throw damaged("a name in it leads outside, \"" + part + "\"");
  return part;
}

// Members one after the other.
class Members {
 public:
  Members(const std::filesystem::path& path) : file_(path, std::ios::binary) {
    if (!file_) throw base::Error(base::ErrorCode::unavailable, path.string() + " can't be read.", "Look at its name and rights.");
    file_.seekg(0, std::ios::end);
    bytes_ = static_cast<std::uint64_t>(file_.tellg());
    file_.seekg(0);
  }
  bool next(std::string& name, std::string& content) {
    TarHeader header;
    read(reinterpret_cast<char*>(&header), block);
    if (header.name[0] == 0) return false;
    if (std::memcmp(header.magic, "ustar", 5) != 0) throw done_ == block ? base::invalid("This is not a backup of Throughline.", "Name a file that `throughline backup` wrote.") : damaged("a block in it is not what it should be");
    if (number_of(header.checksum, 6) != sum_of(header)) throw damaged("a header in it was changed");
    auto size = number_of(header.size, 11);
    if (size > 2 * piece_bytes) throw damaged("a member of it is too large");
    name.assign(header.name, strnlen(header.name, sizeof header.name));
    content.resize(size);
    read(content.data(), size);
    char padding[block];
    read(padding, (block - size % block) % block);
    return true;
  }
  std::uint64_t done() const { return done_; }
  std::uint64_t bytes() const { return bytes_; }

 private:
  void read(char* data, std::size_t bytes) {
    file_.read(data, static_cast<std::streamsize>(bytes));
    done_ += bytes;
    if (file_.bad()) throw base::Error(base::ErrorCode::unavailable, "The backup can't be read to its end.", "Look at the disk that it is on.");
    if (static_cast<std::size_t>(file_.gcount()) != bytes) throw damaged("it was cut off");
  }
  std::ifstream file_;
  std::uint64_t done_ = 0, bytes_ = 0;
};

}  // namespace

std::string packed(std::string_view bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  auto context = std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)>(ZSTD_createCCtx(), &ZSTD_freeCCtx);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, 3);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
  auto size = ZSTD_compress2(context.get(), out.data(), out.size(), bytes.data(), bytes.size());
  if (ZSTD_isError(size)) throw base::Error(base::ErrorCode::internal, std::string("Zstandard can't pack: ") + ZSTD_getErrorName(size) + ".");
  out.resize(size);
  return out;
}

std::string unpacked(std::string_view frame, std::size_t most) {
  auto size = ZSTD_getFrameContentSize(frame.data(), frame.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > most) throw damaged("a piece of it is no whole Zstandard frame");
  std::string out(size, '\0');
  auto got = ZSTD_decompress(out.data(), out.size(), frame.data(), frame.size());
  if (ZSTD_isError(got) || got != size) throw damaged(std::string("a piece of it can't be unpacked (") + (ZSTD_isError(got) ? ZSTD_getErrorName(got) : "too short") + ")");
  return out;
}

ArchiveWriter::ArchiveWriter(Take take) : take_(std::move(take)) {}

void ArchiveWriter::begin(const std::string& name) {
  parts_.push_back({.name = name});
  hash_.emplace();
  members_ = 0;
}

void ArchiveWriter::add(std::string_view piece) {
  hash_->add(piece);
  parts_.back().bytes += piece.size();
  while (!piece.empty()) {
    auto fits = piece.substr(0, piece_bytes - waiting_.size());
    waiting_ += fits;
    piece.remove_prefix(fits.size());
    if (waiting_.size() == piece_bytes) pack();
  }
}

void ArchiveWriter::pack() {
  char number[16];
  std::snprintf(number, sizeof number, "%08d", ++members_);
  member(parts_.back().name + "/" + number + ".zst", packed(waiting_));
  waiting_.clear();
}

void ArchiveWriter::end() {
  if (!waiting_.empty() || members_ == 0) pack();
  parts_.back().sha256 = hash_->hex();
}

void ArchiveWriter::finish(ArchiveManifest manifest) {
  manifest.parts = parts_;
  auto text = base::to_json_text(manifest) + "\n";
  member(manifest_name, text);
  member(manifest_hash_name, base::sha256_hex(text) + "  " + manifest_name + "\n");
  take_(std::string(2 * block, '\0'));
}

void ArchiveWriter::member(const std::string& name, std::string_view content) {
  TarHeader header{};
  if (name.size() > sizeof header.name) throw base::Error(base::ErrorCode::internal, "A name is too long for an archive: " + name);
  std::memcpy(header.name, name.data(), name.size());
  octal(header.mode, 7, 0600);
  octal(header.uid, 7, 0);
  octal(header.gid, 7, 0);
  octal(header.size, 11, content.size());
  octal(header.mtime, 11, static_cast<std::uint64_t>(std::max<std::int64_t>(0, base::now().micros / base::second)));
  header.type = '0';
  std::memcpy(header.magic, "ustar", 6);
  std::memcpy(header.version, "00", 2);
  octal(header.checksum, 6, sum_of(header));
  header.checksum[7] = ' ';
  take_({reinterpret_cast<const char*>(&header), block});
  take_(content);
  take_(std::string((block - content.size() % block) % block, '\0'));
}

ArchiveManifest ArchiveReader::read(const std::function<Take(const std::string& name)>& part, const std::function<void(std::uint64_t, std::uint64_t)>& progress) {
  Members members(path_);
  std::vector<ArchivedPart> found;
  std::optional<base::Sha256> hash;
  Take taker;
  auto end_part = [&] {
    if (hash) found.back().sha256 = hash->hex();
    hash.reset();
  };
  std::string name, content, manifest_text, manifest_hash;
  while (members.next(name, content)) {
    if (progress) progress(members.done(), members.bytes());
    if (name == manifest_name) {
      end_part();
      manifest_text = content;
    } else if (name == manifest_hash_name) {
      manifest_hash = content.substr(0, 64);
    } else {
      auto owner = part_of(name);
      if (!manifest_text.empty()) throw damaged("something follows its manifest");
      if (!hash || found.back().name != owner) {
        end_part();
        found.push_back({.name = owner});
        hash.emplace();
        taker = part ? part(owner) : Take();
      }
      auto bytes = unpacked(content, piece_bytes);
      hash->add(bytes);
      found.back().bytes += bytes.size();
      if (taker) taker(bytes);
    }
  }
  if (manifest_text.empty() || base::sha256_hex(manifest_text) != manifest_hash) throw damaged("its manifest is missing or was changed");
  auto manifest = base::from_json<ArchiveManifest>(base::parse_json(manifest_text));
  if (manifest.format != 1) throw base::invalid("The backup is of format " + std::to_string(manifest.format) + ", which this version does not know.", "Use a newer version of Throughline.");
  auto same = [](const ArchivedPart& a, const ArchivedPart& b) { return a.name == b.name && a.bytes == b.bytes && a.sha256 == b.sha256; };
  if (!std::equal(found.begin(), found.end(), manifest.parts.begin(), manifest.parts.end(), same)) throw damaged("what is in it is not what its manifest says");
  return manifest;
}

}  // namespace store
