#include "channel/file/bytes.h"

#include <unicode/ucnv.h>
#include <zlib.h>

#include <cstdio>
#include <cstring>

#include "base/error.h"
#include "base/limits.h"
#include "base/text.h"

namespace channel::file {
namespace {

constexpr std::size_t piece = 1u << 20;

class PlainBytes : public Bytes {
 public:
  PlainBytes(const std::filesystem::path& path, std::string name) : name_(std::move(name)), file_(std::fopen(path.c_str(), "rb")) {
    if (!file_) throw base::not_found("The file \"" + base::shown(name_) + "\" can't be opened.", "Look at its name and its rights.");
    std::setvbuf(file_, nullptr, _IONBF, 0);   // every reader above asks for large pieces
  }
  ~PlainBytes() override { std::fclose(file_); }
  std::size_t read(char* to, std::size_t most) override {
    auto got = std::fread(to, 1, most, file_);
    if (got == 0 && std::ferror(file_)) throw base::Error(base::ErrorCode::unavailable, "Reading \"" + base::shown(name_) + "\" failed.", "Look at the disk, then import it again.");
    taken_ += got;
    return got;
  }
  std::uint64_t taken() const override { return taken_; }

 private:
  std::string name_;
  std::FILE* file_;
  std::uint64_t taken_ = 0;
};

// Puts back what was looked at.
class WithHead : public Bytes {
 public:
  WithHead(std::string head, std::unique_ptr<Bytes> rest) : head_(std::move(head)), rest_(std::move(rest)) {}
  std::size_t read(char* to, std::size_t most) override {
    if (at_ == head_.size()) return rest_->read(to, most);
    auto n = std::min(most, head_.size() - at_);
    std::memcpy(to, head_.data() + at_, n);
    at_ += n;
    return n;
  }
  std::uint64_t taken() const override { return rest_->taken(); }

 private:
  std::string head_;
  std::size_t at_ = 0;
  std::unique_ptr<Bytes> rest_;
};

class Inflated : public Bytes {
 public:
  Inflated(std::unique_ptr<Bytes> packed, std::string name) : packed_(std::move(packed)), name_(std::move(name)), space_(256u << 10, '\0') {
    if (inflateInit2(&stream_, 15 + 16) != Z_OK) throw base::Error(base::ErrorCode::internal, "The unpacker can't start.");
  }
  ~Inflated() override { inflateEnd(&stream_); }

  std::size_t read(char* to, std::size_t most) override {
    stream_.next_out = reinterpret_cast<Bytef*>(to);
    stream_.avail_out = static_cast<uInt>(most);
    while (stream_.avail_out == most && !finished_) step();
    auto got = most - stream_.avail_out;
    unpacked_ += got;
    if (unpacked_ > base::limits::upload_bytes)
      throw base::Error(base::ErrorCode::too_large, "\"" + base::shown(name_) + "\" unpacks to more than " + std::to_string(base::limits::upload_bytes >> 30) + " GB.",
                        "Split the file.");
    return got;
  }
  std::uint64_t taken() const override { return packed_->taken(); }

 private:
  void step() {
    if (stream_.avail_in == 0) {
      auto got = packed_->read(space_.data(), space_.size());
      if (got == 0) {
        if (!between_) damaged("it ends in the middle");
        finished_ = true;
        return;
      }
      stream_.next_in = reinterpret_cast<Bytef*>(space_.data());
      stream_.avail_in = static_cast<uInt>(got);
    }
    if (between_) {   // another member may follow; zeros at the end are padding
      while (stream_.avail_in > 0 && *stream_.next_in == 0) ++stream_.next_in, --stream_.avail_in;
      if (stream_.avail_in == 0) return;
      between_ = false;
    }
    int result = inflate(&stream_, Z_NO_FLUSH);
    if (result == Z_STREAM_END) {
      inflateReset(&stream_);
      between_ = true;
    } else if (result != Z_OK && result != Z_BUF_ERROR) {
      damaged(stream_.msg ? stream_.msg : "the bytes make no sense");
    }
  }
  [[noreturn]] void damaged(const std::string& how) {
    throw base::invalid("The gzip file \"" + base::shown(name_) + "\" is damaged: " + how + ".", "Copy it again, or unpack it to see what is left.");
  }

  std::unique_ptr<Bytes> packed_;
  std::string name_;
  std::string space_;
  z_stream stream_{};
  std::uint64_t unpacked_ = 0;
  bool between_ = false, finished_ = false;
};

class Transcoded : public Bytes {
 public:
  Transcoded(std::unique_ptr<Bytes> bytes, const std::string& encoding) : bytes_(std::move(bytes)), in_(64u << 10, '\0') {
    UErrorCode status = U_ZERO_ERROR;
    from_ = ucnv_open(encoding.c_str(), &status);
    if (U_FAILURE(status)) throw base::invalid("There is no encoding \"" + base::shown(encoding) + "\".", "Known are utf-8, gb18030, latin1, windows-1252, big5, shift_jis and others of ICU.", "encoding");
    to_ = ucnv_open("UTF-8", &status);
    pivot_.resize(16u << 10);
    pivot_source_ = pivot_target_ = pivot_.data();
  }
  ~Transcoded() override {
    ucnv_close(from_);
    ucnv_close(to_);
  }
  std::size_t read(char* to, std::size_t most) override {
    char* out = to;
    while (out == to && !finished_) {
      if (source_ == source_end_ && !ended_) {
        auto got = bytes_->read(in_.data(), in_.size());
        ended_ = got == 0;
        source_ = in_.data();
        source_end_ = source_ + got;
      }
      UErrorCode status = U_ZERO_ERROR;
      ucnv_convertEx(to_, from_, &out, to + most, &source_, source_end_, pivot_.data(), &pivot_source_, &pivot_target_, pivot_.data() + pivot_.size(), first_, ended_, &status);
      first_ = false;
      if (status == U_BUFFER_OVERFLOW_ERROR) continue;
      if (U_FAILURE(status)) throw base::invalid("The file is not in the encoding that the mapping names.", "Correct encoding in the mapping.", "encoding");
      if (ended_) finished_ = true;
    }
    return static_cast<std::size_t>(out - to);
  }
  std::uint64_t taken() const override { return bytes_->taken(); }

 private:
  std::unique_ptr<Bytes> bytes_;
  std::string in_;
  UConverter *from_ = nullptr, *to_ = nullptr;
  std::u16string pivot_;
  char16_t *pivot_source_ = nullptr, *pivot_target_ = nullptr;
  const char *source_ = nullptr, *source_end_ = nullptr;
  bool first_ = true, ended_ = false, finished_ = false;
};

// The first bytes, to be looked at.
std::unique_ptr<Bytes> peek(std::unique_ptr<Bytes> bytes, std::string& head) {
  head.assign(4096, '\0');
  std::size_t got = 0;
  while (got < head.size()) {
    auto n = bytes->read(head.data() + got, head.size() - got);
    if (n == 0) break;
    got += n;
  }
  head.resize(got);
  return std::make_unique<WithHead>(head, std::move(bytes));
}

void refuse_other_kinds(std::string_view head, const std::string& name) {
  if (head.substr(0, 2) == "PK")
    throw base::Error(base::ErrorCode::unsupported, "\"" + base::shown(name) + "\" is a workbook or a zip archive, not a text file.", "Save the sheet as CSV (UTF-8), or unpack the archive.");
  if (head.substr(0, 4) == "\xD0\xCF\x11\xE0")
    throw base::Error(base::ErrorCode::unsupported, "\"" + base::shown(name) + "\" is an old Excel workbook, not a text file.", "Save the sheet as CSV (UTF-8).");
  if (head.find('\0') != std::string_view::npos)
    throw base::Error(base::ErrorCode::unsupported, "\"" + base::shown(name) + "\" is not a text file.", "Export it as CSV or JSON Lines; for a text in another encoding set encoding, for example \"utf-16le\".");
}

}  // namespace

std::unique_ptr<Bytes> open_bytes(const std::filesystem::path& path, const std::string& name, const std::string& encoding) {
  std::string head;
  auto bytes = peek(std::make_unique<PlainBytes>(path, name), head);
  if (head.substr(0, 2) == "\x1F\x8B") bytes = peek(std::make_unique<Inflated>(std::move(bytes), name), head);
  auto wanted = base::lower_ascii(encoding);
  if (wanted.empty() && (head.substr(0, 2) == "\xFF\xFE" || head.substr(0, 2) == "\xFE\xFF")) wanted = "utf-16";
  if (wanted.substr(0, 4) != "utf-" || wanted == "utf-8") refuse_other_kinds(head, name);
  if (!wanted.empty() && wanted != "utf-8" && wanted != "utf8") bytes = std::make_unique<Transcoded>(std::move(bytes), wanted);
  std::string first = head;   // of UTF-8 again
  bytes = peek(std::move(bytes), first);
  if (first.substr(0, 3) == "\xEF\xBB\xBF") {
    char mark[3];
    bytes->read(mark, 3);
  }
  return bytes;
}

Window::Window(std::unique_ptr<Bytes> bytes) : bytes_(std::move(bytes)), space_(piece + 1, '\n'), begin_(space_.data()), end_(space_.data()) { more(); }

bool Window::more() {
  if (at_end_) return false;
  auto kept = size();
  auto room = kept > piece / 2 ? kept * 2 : piece;
  if (space_.size() < room + 1) {
    std::string larger(room + 1, '\n');
    std::memcpy(larger.data(), begin_, kept);
    space_.swap(larger);
  } else {
    std::memmove(space_.data(), begin_, kept);
  }
  begin_ = space_.data();
  auto got = bytes_->read(space_.data() + kept, room - kept);
  end_ = begin_ + kept + got;
  space_[kept + got] = '\n';
  at_end_ = got == 0;
  return got > 0;
}

}  // namespace channel::file
