#include "channel/file/xes/log.h"

#include "base/hash.h"
#include "base/limits.h"
#include "base/text.h"

namespace channel::file::xes {
namespace {

// The standard's extensions, known by how their address ends, and the prefix that everybody knows them by.
constexpr std::pair<std::string_view, std::string_view> standard[] = {
    {"concept.xesext", "concept"}, {"time.xesext", "time"}, {"lifecycle.xesext", "lifecycle"}, {"org.xesext", "org"},
    {"identity.xesext", "identity"}, {"cost.xesext", "cost"}, {"semantic.xesext", "semantic"}, {"micro.xesext", "micro"},
    {"swcomm.xesext", "swcomm"}, {"swevent.xesext", "swevent"}, {"swtelemetry.xesext", "swtelemetry"}, {"artifactlifecycle.xesext", "artifactlifecycle"}};

void too_many(const char* what) {
  throw base::Error(base::ErrorCode::too_large, "The log declares more than " + std::to_string(base::limits::import_columns) + " " + what + ".", "Export it with fewer of them.");
}

}  // namespace

Log::Log(Window window, const std::string& name) : name_(name), xml_(std::move(window), name, *this) {}

bool Log::next(Event& event) {
  look_ahead(1);
  if (waiting_.empty()) return false;
  event = std::move(waiting_.front());
  waiting_.pop_front();
  return true;
}

void Log::look_ahead(std::size_t events) {
  while (waiting_.size() < events && xml_.read_on()) {}
}

std::vector<std::string> Log::classifier(std::string_view name) const {
  auto found = classifiers_.find(name);
  return found == classifiers_.end() ? std::vector<std::string>() : found->second;
}

void Log::begin(std::string_view name, const Attributes& attributes, int depth) {
  if (in_ == In::passed_over) return;
  if (in_ == In::nothing) {
    if (name != "log" || depth != 1) xml_.fail("this is no XES: its first element is <" + base::shown(name, 40) + ">, not <log>.", "Give an event log of IEEE 1849 (XES), or a CSV or JSON Lines file with a map.");
    in_ = In::log;
    return;
  }
  auto pass_over = [&] { passing_depth_ = depth, in_ = In::passed_over; };
  if (auto type = type_of(name)) return in_ == In::log ? pass_over() : begin_attribute(*type, attributes);
  if (name == "values" && !open_.empty() && open_.back().type == Type::list) return;
  if (in_ == In::log && name == "trace") {
    trace_ = std::make_shared<Trace>();
    trace_->number = ++traces_;
    attributes_ = trace_bytes_ = 0;
    in_ = In::trace;
  } else if ((in_ == In::trace || in_ == In::log) && name == "event") {
    if (in_ == In::log) trace_ = std::make_shared<Trace>();   // the standard lets events stand in the log itself: they have no trace
    begin_event();
  } else if (in_ == In::log && (name == "extension" || name == "classifier" || name == "global")) {
    declare(name, attributes);
  } else {
    pass_over();
  }
}

void Log::end(std::string_view name, int depth) {
  if (in_ == In::passed_over) {
    if (depth > passing_depth_) return;
    in_ = in_event_ ? In::event : trace_ ? In::trace : globals_ ? In::global : In::log;
    return;
  }
  if (type_of(name)) return end_attribute();
  if (in_ == In::event && name == "event") end_event();
  else if (in_ == In::trace && name == "trace") trace_.reset(), in_ = In::log;
  else if (in_ == In::global && name == "global") globals_ = nullptr, in_ = In::log;
}

void Log::declare(std::string_view name, const Attributes& attributes) {
  if (name == "extension") {
    for (const auto& [address, prefix] : standard)
      if (attributes["uri"].ends_with(address) && !attributes["prefix"].empty() && attributes["prefix"] != prefix) prefixes_.emplace(attributes["prefix"], prefix);
    if (prefixes_.size() > base::limits::import_columns) too_many("extensions");
  } else if (name == "classifier") {
    if (attributes["scope"] != "trace") classifiers_.emplace(attributes["name"], keys_of(attributes["keys"]));
    if (classifiers_.size() > base::limits::import_columns) too_many("classifiers");
  } else {
    globals_ = attributes["scope"] == "trace" ? &trace_globals_ : &event_globals_;
    in_ = In::global;
  }
}

void Log::begin_event() {
  event_ = Event();
  event_.number = ++events_;
  event_.line = xml_.line();
  event_.trace = trace_;
  attributes_ = 0;
  in_event_ = true;
  in_ = In::event;
  xml_.keep(base::limits::import_row_bytes);
}

void Log::end_event() {
  auto raw = xml_.kept();
  event_.raw = raw;
  xml_.let_go();
  if (raw.empty()) fault({}, "The event has more than " + std::to_string(base::limits::import_row_bytes >> 20) + " MB.", "Shorten its attributes.");
  if (trace_->name_hash == 0) {
    auto name = find(trace_->attributes, "concept:name");
    trace_->name_hash = base::hash128(0, name ? "n" + name->value : "#" + std::to_string(trace_->number)).low | 1;
  }
  event_.number_in_case = ++counted_[trace_->name_hash];
  if (!event_.fault && trace_->fault) event_.fault = trace_->fault;
  for (const auto& attribute : event_.attributes)
    if (auto wrong = event_.fault ? std::nullopt : wrong_in(attribute)) event_.fault = Fault{wrong->key, wrong->reason, wrong->hint};
  waiting_.push_back(std::move(event_));
  in_event_ = false;
  in_ = trace_->number ? In::trace : In::log;
  if (!trace_->number) trace_.reset();
}

// Of the event, or of the trace for all its events.
void Log::fault(const std::string& column, const std::string& reason, const std::string& hint) {
  auto& fault = in_event_ ? event_.fault : trace_->fault;
  if (!fault) fault = Fault{column, reason, hint};
}

void Log::begin_attribute(Type type, const Attributes& attributes) {
  if (in_ == In::global) {
    if (open_.empty() && globals_->size() < base::limits::import_columns) globals_->push_back(key_of(attributes["key"]));
    open_.push_back({});
    return;
  }
  Attribute attribute{key_of(attributes["key"]), type, {}, {}};
  if (++attributes_ > base::limits::xes_attributes) {
    fault({}, "There are more than " + std::to_string(base::limits::xes_attributes) + " attributes.", "Export the log without the ones that are not needed.");
  } else if (!in_event_ && (trace_bytes_ += attributes["key"].size() + attributes["value"].size()) > base::limits::traits_bytes) {
    fault({}, "The attributes of the trace have more than " + std::to_string(base::limits::traits_bytes >> 10) + " KB.", "Shorten them: they are kept as traits of the customer.");
  } else {
    attribute.value = attributes["value"];
  }
  open_.push_back(std::move(attribute));
}

void Log::end_attribute() {
  auto attribute = std::move(open_.back());
  open_.pop_back();
  if (in_ == In::global || attributes_ > base::limits::xes_attributes || (!in_event_ && trace_bytes_ > base::limits::traits_bytes)) return;
  close(std::move(attribute));
}

void Log::close(Attribute attribute) {
  if (!open_.empty()) {
    // Elements of a list may share a key, and have an order; attributes of anything else have their key for themselves.
    if (open_.back().type == Type::list) open_.back().inner.push_back(std::move(attribute));
    else put(open_.back().inner, std::move(attribute));
    return;
  }
  if (attribute.key.empty()) return fault({}, "An attribute has no key.", "Give it one.");
  if (in_event_) return put(event_.attributes, std::move(attribute));
  if (auto wrong = wrong_in(attribute)) return fault("case:" + wrong->key, wrong->reason, wrong->hint);
  put(trace_->attributes, std::move(attribute));
}

std::string Log::key_of(std::string_view key) const {
  if (!prefixes_.empty())
    if (auto colon = key.find(':'); colon != std::string_view::npos)
      if (auto found = prefixes_.find(key.substr(0, colon)); found != prefixes_.end()) return found->second + std::string(key.substr(colon));
  return std::string(key);
}

// Keys with blanks between; one that has blanks itself stands in quotes: "a 'b c' d".
std::vector<std::string> Log::keys_of(std::string_view list) const {
  std::vector<std::string> keys;
  while (!list.empty() && keys.size() < base::limits::import_columns) {
    if (list.front() == ' ') {
      list.remove_prefix(1);
      continue;
    }
    bool quoted = list.front() == '\'';
    if (quoted) list.remove_prefix(1);
    auto end = std::min(list.find(quoted ? '\'' : ' '), list.size());
    keys.push_back(key_of(list.substr(0, end)));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return keys;
}

}  // namespace channel::file::xes
