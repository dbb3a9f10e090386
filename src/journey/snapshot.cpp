#include "journey/snapshot.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <bit>

#include "base/log.h"
#include "journey/in_use.h"

namespace journey {
namespace {

constexpr std::uint64_t mark = 0x315844494a4c5454;   // "TTLJIDX1" as the bytes stand; another order of bytes reads another number
constexpr std::uint64_t format = 3;

struct Top {
  std::uint64_t mark = 0, format = 0;
  std::uint64_t head_bytes = 0, head_sum = 0;   // of the JSON behind
};

struct Part {
  std::uint64_t at = 0, bytes = 0, sum = 0;
};
BOOST_DESCRIBE_STRUCT(Part, (), (at, bytes, sum))

struct Head {
  Position position = 0;
  std::uint32_t activities = 1;
  std::vector<Dimension> dimensions;
  std::vector<std::vector<std::string>> values;
  std::vector<Experience> experiences;
  std::vector<Feed::Probe> probes;
  std::vector<Part> chunks;
  Part joined, traits;
};
BOOST_DESCRIBE_STRUCT(Head, (), (position, activities, dimensions, values, experiences, probes, chunks, joined, traits))

// Four sums side by side, as fast as memory; tells damage, not malice.
std::uint64_t checksum(std::span<const std::byte> bytes) {
  constexpr std::uint64_t odd = 0x9e3779b97f4a7c15ull;
  std::uint64_t sums[4] = {bytes.size(), 1, 2, 3};
  std::size_t at = 0;
  for (; at + 32 <= bytes.size(); at += 32) {
    std::uint64_t words[4];
    std::memcpy(words, bytes.data() + at, 32);
    for (int i = 0; i < 4; ++i) sums[i] = std::rotl(sums[i] ^ words[i], 29) * odd;
  }
  for (; at < bytes.size(); ++at) sums[0] = std::rotl(sums[0] ^ static_cast<std::uint64_t>(bytes[at]), 29) * odd;
  return std::rotl(sums[0], 7) ^ std::rotl(sums[1], 17) ^ std::rotl(sums[2], 31) ^ std::rotl(sums[3] * odd, 47);
}

class File {
 public:
  File(const std::filesystem::path& path, int flags) : handle_(::open(path.c_str(), flags | O_CLOEXEC, 0600)), path_(path) {
    if (handle_ < 0) throw failed();
  }
  ~File() { ::close(handle_); }
  int handle() const { return handle_; }
  void write(std::uint64_t at, std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
      auto n = ::pwrite(handle_, bytes.data(), bytes.size(), static_cast<off_t>(at));
      if (n <= 0) throw failed();
      at += static_cast<std::uint64_t>(n);
      bytes = bytes.subspan(static_cast<std::size_t>(n));
    }
  }
  void sync() {
    if (::fdatasync(handle_) != 0) throw failed();
  }
  base::Error failed() const { return base::Error(base::ErrorCode::unavailable, path_.string() + ": " + std::strerror(errno), "Is the disk full, or the folder another user's?"); }

 private:
  int handle_;
  std::filesystem::path path_;
};

class Mapping {
 public:
  explicit Mapping(const std::filesystem::path& path) {
    File file(path, O_RDONLY);
    struct stat status{};
    if (::fstat(file.handle(), &status) != 0) throw file.failed();
    size_ = static_cast<std::size_t>(status.st_size);
    if (size_ == 0) throw base::invalid("it is empty");
    auto* memory = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file.handle(), 0);
    if (memory == MAP_FAILED) throw file.failed();
    memory_ = static_cast<const std::byte*>(memory);
  }
  ~Mapping() { ::munmap(const_cast<std::byte*>(memory_), size_); }
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;

  std::span<const std::byte> part(const Part& part) const {
    if (part.at % 64 != 0 || part.at > size_ || part.bytes > size_ - part.at) throw base::invalid("it is cut off");
    std::span<const std::byte> bytes(memory_ + part.at, part.bytes);
    if (checksum(bytes) != part.sum) throw base::invalid("it is damaged");
    return bytes;
  }
  std::span<const std::byte> all() const { return {memory_, size_}; }

 private:
  const std::byte* memory_ = nullptr;
  std::size_t size_ = 0;
};

std::vector<std::byte> bytes_of_traits(const Traits& traits) {
  std::vector<std::byte> bytes;
  traits.each_page([&](const std::vector<std::uint16_t>& page) {
    std::uint64_t size = page.size();
    auto add = [&](const void* from, std::size_t n) { bytes.insert(bytes.end(), static_cast<const std::byte*>(from), static_cast<const std::byte*>(from) + n); };
    add(&size, sizeof size);
    add(page.data(), page.size() * sizeof(std::uint16_t));
  });
  return bytes;
}

Traits traits_of(std::span<const std::byte> bytes, std::size_t dimensions) {
  Traits traits(dimensions);
  for (std::size_t at = 0; at < bytes.size();) {
    std::uint64_t size = 0;
    std::memcpy(&size, bytes.data() + at, sizeof size);
    at += sizeof size;
    std::vector<std::uint16_t> page(size);
    std::memcpy(page.data(), bytes.data() + at, size * sizeof(std::uint16_t));
    at += size * sizeof(std::uint16_t);
    traits.add_page(std::move(page));
  }
  return traits;
}

Head head_of(std::span<const std::byte> all) {
  Top top;
  if (all.size() < sizeof top) throw base::invalid("it is cut off");
  std::memcpy(&top, all.data(), sizeof top);
  if (top.mark != mark || top.format != format) throw base::invalid("it is of another version");
  if (top.head_bytes > all.size() - sizeof top) throw base::invalid("it is cut off");
  auto head_text = all.subspan(sizeof top, top.head_bytes);
  if (checksum(head_text) != top.head_sum) throw base::invalid("it is damaged");
  return base::from_json<Head>(boost::json::parse({reinterpret_cast<const char*>(head_text.data()), head_text.size()}));
}

Snapshot snapshot_in(const std::shared_ptr<Mapping>& file, Dimensions& dimensions) {
  auto head = head_of(file->all());
  if (head.dimensions != dimensions.all() || head.values.size() != head.dimensions.size()) throw base::invalid("it is of other dimensions");

  auto view = std::make_shared<View>();
  view->position = head.position;
  view->activities = head.activities;
  view->dimensions = dimensions.of_interactions();
  for (const auto& part : head.chunks) view->chunks.push_back(Chunk::over(file->part(part), file));
  if (view->chunks.empty()) throw base::invalid("it is empty");
  auto members = file->part(head.joined);
  std::vector<Joined::Member> joined(members.size() / sizeof(Joined::Member));
  if (!joined.empty()) std::memcpy(joined.data(), members.data(), members.size());
  view->joined = std::make_shared<Joined>(std::move(joined));
  view->traits = std::make_shared<Traits>(traits_of(file->part(head.traits), dimensions.of_customers()));
  view->settle(nullptr, {});
  for (std::size_t d = 0; d < head.values.size(); ++d) dimensions.set_values(d, head.values[d]);
  dimensions.experiences.set(head.experiences);
  return {view, head.probes};
}

}  // namespace

void write_snapshot(const std::filesystem::path& path, const View& view, const Dimensions& dimensions, const std::vector<Feed::Probe>& probes) {
  Head head{.activities = view.activities, .dimensions = dimensions.all(), .experiences = dimensions.experiences.all(), .probes = probes};
  // What some chunks have beyond it is known by their own position, and not taken in twice.
  head.position = view.position;
  for (const auto& chunk : view.chunks) head.position = std::min(head.position, chunk->upto());
  for (std::size_t d = 0; d < dimensions.all().size(); ++d) head.values.push_back(dimensions.values_of(d, codes_in_use(view, dimensions, d)));
  auto traits = bytes_of_traits(*view.traits);
  const auto& members = view.joined->members();
  std::span joined(reinterpret_cast<const std::byte*>(members.data()), members.size() * sizeof(Joined::Member));

  std::uint64_t at = 0;
  auto place = [&](std::span<const std::byte> bytes) {
    Part part{at, bytes.size(), checksum(bytes)};
    at = (at + bytes.size() + 63) / 64 * 64;
    return part;
  };
  auto place_all = [&] {
    head.chunks.clear();
    for (const auto& chunk : view.chunks) head.chunks.push_back(place(chunk->bytes()));
    head.joined = place(joined);
    head.traits = place(traits);
  };
  place_all();
  // The head stands before the parts that it names: room for it with every number at its longest.
  auto room = base::to_json_text(head).size() + 20 * (head.chunks.size() + 2) + 64;
  at = (sizeof(Top) + room + 63) / 64 * 64;
  auto first = at;
  for (auto* part : {&head.joined, &head.traits}) part->at += first;
  for (auto& part : head.chunks) part.at += first;
  auto text = base::to_json_text(head);
  Top top{mark, format, text.size(), checksum(std::as_bytes(std::span(text)))};

  auto beside = path;
  beside += ".new";
  {
    File file(beside, O_WRONLY | O_CREAT | O_TRUNC);
    for (std::size_t i = 0; i < view.chunks.size(); ++i) file.write(head.chunks[i].at, view.chunks[i]->bytes());
    file.write(head.joined.at, joined);
    file.write(head.traits.at, traits);
    file.write(0, std::as_bytes(std::span(&top, 1)));
    file.write(sizeof top, std::as_bytes(std::span(text)));
    file.sync();
  }
  std::filesystem::rename(beside, path);
}

bool is_of_other_dimensions(const std::filesystem::path& path, const Dimensions& dimensions) {
  try {
    return std::filesystem::exists(path) && head_of(Mapping(path).all()).dimensions != dimensions.all();
  } catch (const std::exception&) {
    return false;   // it is of nothing at all
  }
}

std::optional<Snapshot> read_snapshot(const std::filesystem::path& path, Dimensions& dimensions) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return std::nullopt;
  try {
    return snapshot_in(std::make_shared<Mapping>(path), dimensions);
  } catch (const std::exception& error) {
    base::log::warning("the snapshot of the journey index is not used; it is built anew from the log", {{"file", path.string()}, {"reason", error.what()}});
    return std::nullopt;
  }
}

}  // namespace journey
