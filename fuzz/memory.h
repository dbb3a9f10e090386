// A file of an import as bytes in memory, read a step at a time.
#pragma once
#include <algorithm>
#include <cstring>

#include "channel/file/bytes.h"

namespace fuzz {

class Memory : public channel::file::Bytes {
 public:
  Memory(std::string_view bytes, std::size_t step) : bytes_(bytes), step_(step) {}
  std::size_t read(char* to, std::size_t most) override {
    auto size = std::min({most, bytes_.size() - taken_, step_});
    std::memcpy(to, bytes_.data() + taken_, size);
    taken_ += size;
    return size;
  }
  std::uint64_t taken() const override { return taken_; }

 private:
  std::string_view bytes_;
  std::size_t step_, taken_ = 0;
};

}  // namespace fuzz
