// An XES log (IEEE 1849) as rows: one event a row. Columns:
//
//   concept:name           an attribute of the event, by its key         case:concept:name    one of its trace
//   *                      all attributes of the event that no other     case:*               the same of the trace
//                          column takes, as a JSON object
//   event:number           counts the events of a case in the file       case:number          counts the traces of the file
//   event:actor            agent when org:resource is there, else system
//   classifier:NAME        the values of the classifier's keys, with + between
//
// Times, numbers and booleans have their type; lists and attributes within attributes are JSON (attribute.h).
#pragma once
#include <functional>

#include "channel/file/xes/log.h"

namespace channel::file::xes {

class XesReader : public RowReader {
 public:
  XesReader(Window window, const std::string& name, const FileFormat& format);
  std::vector<std::string> columns() const override;
  std::size_t column(std::string_view name) override;
  bool next(Row& row) override;
  std::uint64_t bytes_taken() const override { return log_.bytes_taken(); }
  std::string format() const override { return "xes"; }

 private:
  struct Cell {
    std::string_view text;
    CellKind kind = CellKind::text;
  };
  using Read = std::function<Cell(std::string& space)>;   // of event_; may write into `space`

  Read reading(std::string_view name);
  Cell plain(const Attribute* attribute, std::string& space) const;
  Cell rest(const std::vector<Attribute>& attributes, const std::vector<std::string>& taken, std::string& space) const;

  Log log_;
  std::vector<std::string> empty_;
  Event event_;
  std::vector<std::string> names_;                        // of the columns asked for, with how each is read
  std::vector<Read> reads_;
  std::vector<std::string> space_;
  std::vector<std::string> event_taken_, trace_taken_;    // keys that columns were asked for
  std::shared_ptr<const Trace> rest_of_;                  // the trace that case_rest_ was made of
  std::string case_rest_;
};

}  // namespace channel::file::xes
