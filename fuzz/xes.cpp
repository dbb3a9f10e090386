// Event logs. The part before the first byte 0 says how: 1 one byte at a time, e the text that means nothing.
#include "base/json.h"
#include "channel/file/xes/xes_reader.h"
#include "memory.h"
#include "target.h"

namespace {

using namespace channel::file;

void events(std::string_view bytes) {
  auto options = fuzz::part(bytes);
  auto has = [&](char sign) { return options.find(sign) != std::string_view::npos; };
  FileFormat format;
  if (has('e')) format.empty = {"UNKNOWN", ""};
  xes::XesReader reader(Window(std::make_unique<fuzz::Memory>(bytes, has('1') ? 1 : 1 << 16)), "file", format);
  auto columns = reader.columns();
  for (const auto& name : columns)
    if (name != "*" && name != "case:*" && columns.size() > 40) reader.column(name);   // else all is in the rest
  auto rest = reader.column("*"), rest_of_case = reader.column("case:*"), number = reader.column("event:number");
  Row row;
  std::int64_t before = 0;
  while (reader.next(row)) {
    fuzz::insist(row.number == before + 1, "events are counted one by one");
    before = row.number;
    fuzz::insist(static_cast<std::size_t>(row.number) <= bytes.size(), "there are no more events than bytes");
    fuzz::insist(row.raw.empty() || (row.raw.front() == '<' && row.raw.back() == '>'), "an event is known as it stands in the file");
    if (row.fault) continue;
    fuzz::insist(row.cells.size() > std::max({rest, rest_of_case, number}), "an event has a cell for each column");
    for (auto cell : {rest, rest_of_case}) fuzz::insist(base::parse_json(row.cells[cell]).is_object(), "attributes are JSON");
    fuzz::insist(!row.cells[number].empty(), "an event has its number");
  }
  fuzz::insist(!reader.next(row), "the end stays the end");
}

fuzz::Target xes_events("xes", events);

}  // namespace
