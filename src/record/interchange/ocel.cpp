#include "record/interchange/ocel.h"

#include <boost/unordered/unordered_flat_set.hpp>

#include <cstdio>
#include <set>

#include "base/exact_json.h"
#include "base/hash.h"
#include "base/text.h"
#include "record/interchange/ocel_types.h"
#include "record/interchange/values.h"

namespace record::interchange {
namespace {

constexpr std::size_t piece_bytes = 64u << 10;

// What waits on the disk until it is its turn; gone with the object.
class Spool {
 public:
  explicit Spool(const std::filesystem::path& folder) {
    auto path = (folder.empty() ? std::filesystem::temp_directory_path() : folder) / "export-XXXXXX";
    std::string name = path.string();
    int handle = mkstemp(name.data());
    file_ = handle < 0 ? nullptr : fdopen(handle, "w+b");
    if (handle >= 0) std::remove(name.c_str());   // nobody else opens it
    if (!file_) full();
  }
  ~Spool() { if (file_) std::fclose(file_); }
  Spool(const Spool&) = delete;
  void add(std::string_view bytes) {
    if (std::fwrite(bytes.data(), 1, bytes.size(), file_) != bytes.size()) full();
  }
  void rewind() {
    if (std::fflush(file_) != 0) full();
    std::rewind(file_);
  }
  std::string read() {
    std::string bytes(piece_bytes, '\0');
    bytes.resize(std::fread(bytes.data(), 1, bytes.size(), file_));
    return bytes;
  }

 private:
  [[noreturn]] static void full() { throw base::Error(base::ErrorCode::unavailable, "The export's objects can't be kept on the disk of the data folder.", "Free some space there, then export again."); }
  std::FILE* file_ = nullptr;
};

struct ObjectOf {
  std::string type, property;
};

// "order=order_id,invoice=invoice_no"
std::vector<ObjectOf> objects_of(const std::optional<std::string>& said) {
  if (!said) return {{"order", "order_id"}, {"order", "order"}, {"order", "orderId"}, {"case", "case_id"}, {"case", "case"}, {"case", "ticket_id"}};
  std::vector<ObjectOf> objects;
  std::string_view rest = *said;
  while (!rest.empty()) {
    auto part = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(part.size() + 1, rest.size()));
    auto sign = part.find('=');
    ObjectOf object{base::trim(part.substr(0, sign)), sign == std::string_view::npos ? "" : base::trim(part.substr(sign + 1))};
    if (object.type.empty() || object.property.empty() || object.type == "customer" || object.type == "conversation")
      throw base::invalid("\"" + base::shown(part) + "\" says no object.", "Write TYPE=PROPERTY, such as order=order_id; customers and conversations are always objects.", "objects");
    objects.push_back(std::move(object));
  }
  return objects;
}

// Properties that are called like what every event has.
const std::set<std::string_view> of_every_event{"channel", "direction", "actor", "agent", "topic", "sentiment", "score", "score_kind", "amount_minor", "currency", "subject", "text", "language", "source"};

class Ocel {
 public:
  Ocel(const Record& record, const OcelQuery& query) : objects_of_(objects_of(query.objects)), people_(each_person(record, {query.source, query.from, query.to})), spool_(record.database.folder()) {
    object_types_.meet("customer");
  }

  void next(std::string& piece) {
    if (stage_ == Stage::head) piece = "{\"events\":[\n", stage_ = Stage::events;
    Person person;
    while (stage_ == Stage::events && piece.size() < piece_bytes) {
      if (people_(person)) tell(person, piece);
      else piece += "\n],\n\"objects\":[\n", spool_.rewind(), stage_ = Stage::objects;
    }
    if (stage_ == Stage::objects && piece.empty()) {
      piece = spool_.read();
      if (piece.empty()) piece = "\n],\n\"eventTypes\":" + event_types_.json() + ",\n\"objectTypes\":" + object_types_.json() + "}\n", stage_ = Stage::ended;
    }
  }

 private:
  enum class Stage { head, events, objects, ended };

  void tell(const Person& person, std::string& piece) {
    std::string made = open_object(person.id, "customer");
    auto at = base::to_string(person.traits_at);
    bool first = true;
    auto attribute = [&](std::string_view name, const base::Json& value) {
      std::string one;
      if (!object_types_.write("customer", name, value, one)) return;
      if (!std::exchange(first, false)) made += ',';
      made += one + ",\"time\":\"" + at + "\"}";
    };
    if (!person.name.empty()) attribute("name", base::Json(person.name));
    for (const auto& [key, value] : person.traits) attribute(key == "name" ? "trait:name" : std::string_view(key), value);
    keep(made + "],\"relationships\":[]}");
    for (const auto& one : person.interactions) tell(person, one, piece);
  }

  void tell(const Person& person, const Interaction& one, std::string& piece) {
    if (std::exchange(begun_, true)) piece += ",\n";
    event_types_.meet(one.name);
    piece += "{\"id\":\"" + one.id + "\",\"type\":";
    base::append_json_text(piece, one.name);
    piece += ",\"time\":\"" + base::to_string(one.at) + "\",\"attributes\":[";
    bool first = true;
    auto attribute = [&](std::string_view name, const base::Json& value) {
      std::string made;
      if (!event_types_.write(one.name, name, value, made)) return;
      if (!std::exchange(first, false)) piece += ',';
      piece += made + "}";
    };
    auto text = [&](std::string_view name, const std::optional<std::string>& value) { if (value) attribute(name, base::Json(*value)); };
    text("channel", one.channel);
    text("direction", base::enum_name(one.direction));
    text("actor", base::enum_name(one.actor.kind));
    text("agent", one.actor.id);
    text("topic", one.topic);
    text("subject", one.subject);
    text("text", one.text);
    text("language", one.language);
    text("source", one.source);
    if (one.sentiment) attribute("sentiment", base::Json(*one.sentiment));
    if (one.score) attribute("score", base::Json(one.score->value)), text("score_kind", base::enum_name(one.score->kind));
    if (one.amount) attribute("amount_minor", base::Json(one.amount->minor)), text("currency", one.amount->currency);
    for (const auto& [key, value] : one.properties) attribute(of_every_event.contains(key) ? "property:" + std::string(key) : std::string(key), value);
    piece += "],\"relationships\":[";
    relate(piece, person.id, "customer", true);
    std::set<std::string> related;
    auto object = [&](const std::string& type, const std::string& value) {
      auto id = type + ":" + value;
      if (value.empty() || !related.insert(id).second) return;
      relate(piece, id, type, false);
      if (!objects_.insert(base::hash128(0, id)).second) return;
      object_types_.meet(type);
      std::string made = open_object(id, type) + "],\"relationships\":[";
      relate(made, person.id, "of", true);
      keep(made + "]}");
    };
    if (one.conversation) object("conversation", *one.conversation);
    for (const auto& [type, property] : objects_of_) object(type, property_text(one.properties, property));
    piece += "]}";
  }

  static void relate(std::string& out, const std::string& id, const std::string& qualifier, bool first) {
    out += first ? "{\"objectId\":" : ",{\"objectId\":";
    base::append_json_text(out, id);
    out += ",\"qualifier\":";
    base::append_json_text(out, qualifier);
    out += '}';
  }
  static std::string open_object(const std::string& id, const std::string& type) {
    std::string made = "{\"id\":";
    base::append_json_text(made, id);
    made += ",\"type\":";
    base::append_json_text(made, type);
    return made + ",\"attributes\":[";
  }
  void keep(const std::string& object) {
    if (std::exchange(kept_, true)) spool_.add(",\n");
    spool_.add(object);
  }

  struct Hash {
    std::size_t operator()(const base::Hash128& hash) const { return hash.low; }
  };

  std::vector<ObjectOf> objects_of_;
  std::function<bool(Person&)> people_;
  Spool spool_;
  OcelTypes event_types_, object_types_;
  boost::unordered_flat_set<base::Hash128, Hash> objects_;
  bool begun_ = false, kept_ = false;
  Stage stage_ = Stage::head;
};

}  // namespace

std::function<void(std::string&)> ocel_pieces(const Record& record, const OcelQuery& query) {
  auto ocel = std::make_shared<Ocel>(record, query);
  return [ocel](std::string& piece) {
    piece.clear();
    ocel->next(piece);
  };
}

}  // namespace record::interchange
