// XML read as a stream (expat), for files from outside: elements come one by one, memory stays constant. What XML can do to
// its reader is refused: document types (and so entities of one's own), elements deeper than limits::xml_depth, a tag,
// comment or text of more than limits::xml_token_bytes. XML that is not well-formed can't be read on behind the fault:
// base::Error(invalid) with line and column. One thread at a time.
#pragma once
#include <expat.h>

#include <exception>
#include <string>
#include <string_view>

#include "channel/file/bytes.h"

namespace channel::file::xes {

// An element's attributes, good during the call.
class Attributes {
 public:
  explicit Attributes(const char** pairs) : pairs_(pairs) {}
  // Empty where there is none.
  std::string_view operator[](std::string_view name) const;

 private:
  const char** pairs_;
};

class Elements {
 public:
  virtual ~Elements() = default;
  // `name` without a namespace's prefix; `depth` of the root is 1. May throw; the parser ends then.
  virtual void begin(std::string_view name, const Attributes& attributes, int depth) = 0;
  virtual void end(std::string_view name, int depth) = 0;
};

class Xml {
 public:
  // `window` holds UTF-8, whatever the file declares. `elements` must outlive it. `name` is the file's, for errors.
  Xml(Window window, std::string name, Elements& elements);
  ~Xml();
  Xml(const Xml&) = delete;

  // Reads on by a piece; false at the end of the document. Throws base::Error.
  bool read_on();
  std::uint64_t taken() const { return window_.taken(); }

  // For who is called back: where the element at hand begins.
  std::int64_t line() const;
  // From the element at hand on, bytes are kept, until they are asked for at the end of an element or are more than `most`:
  // then nothing is kept, and kept() is empty.
  void keep(std::size_t most);
  std::string_view kept() const;
  void let_go() { keeping_ = false; }

  [[noreturn]] void fail(const std::string& what, const std::string& hint) const;   // with the line

 private:
  struct Callbacks;
  void guarded(const std::function<void()>& call);
  void parse(const char* bytes, std::size_t size, bool last);
  std::uint64_t here() const;

  Window window_;
  std::string name_;
  Elements& elements_;
  XML_Parser parser_;
  std::exception_ptr thrown_;
  int depth_ = 0;
  std::uint64_t base_ = 0;        // place in the document of the window's first byte
  std::uint64_t fed_ = 0;         // given to the parser so far
  std::uint64_t progress_ = 0;    // the end of what it last told
  std::uint64_t kept_from_ = 0;
  std::size_t kept_most_ = 0;
  bool keeping_ = false, ended_ = false;
};

}  // namespace channel::file::xes
