#include "channel/file/rejects.h"

#include "base/text.h"
#include "record/export.h"

namespace channel::file {
namespace {

constexpr std::size_t raw_bytes = 32u << 10;   // of a row: what a spreadsheet's cell takes

void full() { throw base::Error(base::ErrorCode::unavailable, "The file of rejected rows can't be written.", "Free some space on the disk of the data folder, then import again."); }

}  // namespace

Rejects::~Rejects() {
  if (file_) std::fclose(file_);
}

void Rejects::add(const std::string& file, const Row& row, const Fault& fault) {
  if (path_.empty()) return;
  std::string line;
  if (!file_) {
    std::error_code error;
    std::filesystem::create_directories(path_.parent_path(), error);
    file_ = std::fopen(path_.c_str(), "wb");
    if (!file_) full();
    line = "\xEF\xBB\xBF" "file,row,column,reason,hint,raw\r\n";   // the mark makes spreadsheets read UTF-8
  }
  line += record::csv_field(file) + ',' + std::to_string(row.number) + ',' + record::csv_field(fault.column) + ',' + record::csv_field(fault.reason) + ',' + record::csv_field(fault.hint) + ',' +
          record::csv_field(base::cut(row.raw, raw_bytes)) + "\r\n";
  if (std::fwrite(line.data(), 1, line.size(), file_) != line.size()) full();
}

void Rejects::close() {
  if (file_ && std::fclose(std::exchange(file_, nullptr)) != 0) full();
}

}  // namespace channel::file
