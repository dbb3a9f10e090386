// An XES log as events, one after another, each with its trace. What is declared at its head (extensions, globals,
// classifiers) is known from there on; attributes of the log itself describe the log and are passed over.
//
// Extensions: a file may give a standard extension another prefix ("c:name" for concept:name); keys are told by the usual
// one. Globals tell which attributes events and traces have; their values are examples and stand in for nothing.
//
// A bad event costs only itself; a trace whose own attributes are bad costs its events. One thread at a time.
#pragma once
#include <deque>
#include <map>
#include <memory>

#include <boost/unordered/unordered_flat_map.hpp>

#include "channel/file/rows.h"
#include "channel/file/xes/attribute.h"
#include "channel/file/xes/xml.h"

namespace channel::file::xes {

struct Trace {
  std::int64_t number = 0;                 // in the file, from 1
  std::uint64_t name_hash = 0;             // of its concept:name, or its number where it has none
  std::vector<Attribute> attributes;
  std::optional<Fault> fault;
};

struct Event {
  std::int64_t number = 0;                 // in the file, from 1
  std::int64_t number_in_case = 0;         // among all events under the trace's name, from 1
  std::int64_t line = 0;
  std::vector<Attribute> attributes;
  std::shared_ptr<const Trace> trace;
  std::string raw;                         // as it stands in the file; empty when it is too long
  std::optional<Fault> fault;
};

class Log : private Elements {
 public:
  Log(Window window, const std::string& name);
  // False at the end. Throws base::Error when the file can't be read on.
  bool next(Event& event);
  // Reads ahead until so many events wait, or the end.
  void look_ahead(std::size_t events);
  const std::deque<Event>& waiting() const { return waiting_; }
  std::uint64_t bytes_taken() const { return xml_.taken(); }

  const std::vector<std::string>& event_globals() const { return event_globals_; }
  const std::vector<std::string>& trace_globals() const { return trace_globals_; }
  // The keys that the classifier is made of; empty when there is none of this name.
  std::vector<std::string> classifier(std::string_view name) const;

 private:
  enum class In { nothing, log, global, trace, event, passed_over };

  void begin(std::string_view name, const Attributes& attributes, int depth) override;
  void end(std::string_view name, int depth) override;
  void begin_attribute(Type type, const Attributes& attributes);
  void end_attribute();
  void declare(std::string_view name, const Attributes& attributes);
  void begin_event();
  void end_event();
  void close(Attribute attribute);
  std::string key_of(std::string_view key) const;
  std::vector<std::string> keys_of(std::string_view list) const;
  void fault(const std::string& column, const std::string& reason, const std::string& hint);

  std::string name_;
  std::map<std::string, std::string, std::less<>> prefixes_;               // of the file -> usual
  std::map<std::string, std::vector<std::string>, std::less<>> classifiers_;
  std::vector<std::string> event_globals_, trace_globals_;
  std::vector<std::string>* globals_ = nullptr;                             // being declared

  In in_ = In::nothing;
  int passing_depth_ = 0;                  // of the element that is passed over
  std::vector<Attribute> open_;            // attributes that are begun
  std::size_t attributes_ = 0, trace_bytes_ = 0;
  std::shared_ptr<Trace> trace_;
  Event event_;
  bool in_event_ = false;
  std::deque<Event> waiting_;
  std::int64_t traces_ = 0, events_ = 0;
  boost::unordered_flat_map<std::uint64_t, std::int64_t> counted_;          // events by the trace's name
  Xml xml_;                                // last: it calls the above
};

}  // namespace channel::file::xes
