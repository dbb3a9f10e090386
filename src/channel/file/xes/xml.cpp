#include "channel/file/xes/xml.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/text.h"

namespace channel::file::xes {
namespace {

// A token that is cut by the end of a piece is looked at again with the next: pieces are large, so few times.
constexpr std::size_t piece = 256u << 10;

std::string_view without_prefix(std::string_view name) { return name.substr(name.rfind(':') + 1); }

}  // namespace

std::string_view Attributes::operator[](std::string_view name) const {
  for (auto pair = pairs_; *pair; pair += 2)
    if (name == pair[0]) return pair[1];
  return {};
}

// expat is C: nothing may be thrown through it.
struct Xml::Callbacks {
  static Xml& of(void* data) { return *static_cast<Xml*>(data); }
  static void begin(void* data, const char* name, const char** attributes) {
    auto& xml = of(data);
    xml.guarded([&] {
      if (++xml.depth_ > static_cast<int>(base::limits::xml_depth))
        xml.fail("Elements stand in each other more than " + std::to_string(base::limits::xml_depth) + " deep.", "Export the log with flatter attributes.");
      xml.elements_.begin(without_prefix(name), Attributes(attributes), xml.depth_);
    });
  }
  static void end(void* data, const char* name) {
    auto& xml = of(data);
    xml.guarded([&] { xml.elements_.end(without_prefix(name), xml.depth_--); });
  }
  static void document_type(void* data, const char*, const char*, const char*, int) {
    auto& xml = of(data);
    xml.guarded([&] { xml.fail("The file declares a document type (<!DOCTYPE …>).", "Event logs need none: remove it. Entities of one's own are not read."); });
  }
  static void other(void* data, const char*, int) { of(data).guarded([] {}); }
};

Xml::Xml(Window window, std::string name, Elements& elements) : window_(std::move(window)), name_(std::move(name)), elements_(elements), parser_(XML_ParserCreate("UTF-8")) {
  if (!parser_) throw base::Error(base::ErrorCode::overloaded, "There is no memory for reading XML.", "Try again when less is going on.");
  XML_SetUserData(parser_, this);
  XML_SetElementHandler(parser_, Callbacks::begin, Callbacks::end);
  XML_SetStartDoctypeDeclHandler(parser_, Callbacks::document_type);
  XML_SetDefaultHandler(parser_, Callbacks::other);
}

Xml::~Xml() { XML_ParserFree(parser_); }

void Xml::guarded(const std::function<void()>& call) {
  if (thrown_) return;   // expat may tell what it had begun
  progress_ = here() + static_cast<std::uint64_t>(XML_GetCurrentByteCount(parser_));
  try {
    call();
  } catch (...) {
    thrown_ = std::current_exception();
    XML_StopParser(parser_, XML_FALSE);
  }
}

std::uint64_t Xml::here() const { return static_cast<std::uint64_t>(std::max<XML_Index>(0, XML_GetCurrentByteIndex(parser_))); }

std::int64_t Xml::line() const { return static_cast<std::int64_t>(XML_GetCurrentLineNumber(parser_)); }

void Xml::fail(const std::string& what, const std::string& hint) const {
  throw base::invalid("\"" + base::shown(name_) + "\", line " + std::to_string(line()) + ": " + what, hint, "line " + std::to_string(line()));
}

void Xml::keep(std::size_t most) {
  keeping_ = true;
  kept_from_ = here();
  kept_most_ = most;
}

std::string_view Xml::kept() const {
  auto until = here() + static_cast<std::uint64_t>(XML_GetCurrentByteCount(parser_));
  if (!keeping_ || until - kept_from_ > kept_most_ || kept_from_ < base_ || until - base_ > window_.size()) return {};
  return {window_.begin() + (kept_from_ - base_), static_cast<std::size_t>(until - kept_from_)};
}

void Xml::parse(const char* bytes, std::size_t size, bool last) {
  auto status = XML_Parse(parser_, bytes, static_cast<int>(size), last);
  if (thrown_) std::rethrow_exception(thrown_);
  if (status != XML_STATUS_ERROR) return;
  auto code = XML_GetErrorCode(parser_);
  auto column = ", column " + std::to_string(XML_GetCurrentColumnNumber(parser_) + 1);
  if (code == XML_ERROR_NO_MEMORY) throw base::Error(base::ErrorCode::overloaded, "There is no memory for reading XML.", "Try again when less is going on.");
  if (last && (code == XML_ERROR_NO_ELEMENTS || code == XML_ERROR_UNCLOSED_TOKEN || code == XML_ERROR_PARTIAL_CHAR || code == XML_ERROR_UNCLOSED_CDATA_SECTION))
    fail("the file ends in the middle of the log.", "It was cut off: copy or export it again.");
  fail("this is no XML that can be read (" + std::string(XML_ErrorString(code)) + column + ").", "Correct the file there, or export it again. What stands before it and was committed stays in.");
}

bool Xml::read_on() {
  if (ended_) return false;
  // A token that is cut by the end of the piece before may be the beginning of what is to be kept.
  auto wanted = std::min({fed_, progress_, keeping_ ? kept_from_ : fed_});
  window_.drop(window_.begin() + (wanted - base_));
  base_ = wanted;
  if (fed_ - base_ == window_.size() && !window_.more()) {
    ended_ = true;
    parse("", 0, true);
    return false;
  }
  auto size = std::min<std::size_t>(piece, window_.size() - static_cast<std::size_t>(fed_ - base_));
  auto from = window_.begin() + (fed_ - base_);
  fed_ += size;
  parse(from, size, false);
  if (fed_ - progress_ > base::limits::xml_token_bytes + piece)
    fail("a tag, text or attribute has more than " + std::to_string(base::limits::xml_token_bytes >> 20) + " MB.", "Shorten it, or export the log without it.");
  if (keeping_ && fed_ - kept_from_ > kept_most_ + piece) keeping_ = false;
  return true;
}

}  // namespace channel::file::xes
