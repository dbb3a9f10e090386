#include "channel/file/preview.h"

#include "base/text.h"
#include "channel/file/mapper.h"

namespace channel::file {
namespace {

constexpr std::size_t shown_rows = 20, looked_at_rows = 200, shown_bytes = 500;

std::optional<std::string> unless_empty(std::string text) { return text.empty() ? std::nullopt : std::optional(std::move(text)); }

// Chinese files are often GB 18030, Western ones Windows-1252: the first that reads the file without fault.
std::string encoding_of(const Source& source) {
  auto reads = [&](const std::string& encoding) {
    try {
      auto bytes = open_bytes(source.path, source.name, encoding);
      std::string head(256u << 10, '\0');
      std::size_t got = 0, n;
      while (got < head.size() && (n = bytes->read(head.data() + got, head.size() - got)) > 0) got += n;
      head.resize(got);
      if (head.starts_with("<?xml")) return true;   // says itself what it is written in
      // The last line may be cut within a character.
      auto whole = std::string_view(head).substr(0, head.rfind('\n') == std::string::npos ? head.size() : head.rfind('\n'));
      return base::is_utf8(whole) && whole.find("\xEF\xBF\xBD") == std::string_view::npos;
    } catch (const base::Error&) {
      return false;
    }
  };
  for (auto encoding : {"", "gb18030", "windows-1252"})
    if (reads(encoding)) return encoding;
  return {};
}

base::JsonObject object_of(const std::string& text) { return text.empty() ? base::JsonObject() : base::parse_json(text).as_object(); }

PreviewInteraction shown(record::Heard heard, const Mapping& mapping, const std::string& file, std::int64_t row) {
  PreviewInteraction made{.file = file, .row = row, .person_name = unless_empty(heard.person_name), .at = heard.at, .channel = heard.channel, .name = heard.name,
                          .direction = heard.direction, .actor = {heard.actor, unless_empty(heard.actor_id)}, .conversation = unless_empty(heard.conversation),
                          .topic = unless_empty(heard.topic), .score = heard.score, .sentiment = heard.sentiment, .amount = heard.amount,
                          .subject = unless_empty(heard.subject), .text = unless_empty(heard.text), .language = unless_empty(heard.language),
                          .properties = object_of(heard.properties), .traits = object_of(heard.traits), .source = mapping.source, .source_key = heard.source_key};
  for (const auto& claim : heard.identities) made.identities.push_back({claim.name_space, claim.value, claim.verified});
  return made;
}

}  // namespace

Sample sample_of(const Source& source, std::size_t rows) {
  FileFormat format;
  format.encoding = encoding_of(source);
  auto reader = open_rows(source.path, source.name, format);
  Sample sample{source.name, reader->format(), reader->delimiter(), format.encoding, reader->columns(), {}};
  std::vector<std::size_t> cells;
  for (const auto& name : sample.columns) cells.push_back(reader->column(name));
  Row row;
  while (sample.rows.size() < rows && reader->next(row)) {
    if (row.fault) continue;
    auto& texts = sample.rows.emplace_back();
    for (auto cell : cells) texts.push_back(base::stored(base::cut(row.cells[cell], shown_bytes)));
  }
  return sample;
}

FilePreview preview_file(const Source& source) {
  auto sample = sample_of(source, looked_at_rows);
  FilePreview preview{source.name, sample.format, unless_empty(sample.delimiter), unless_empty(sample.encoding), sample.columns, {}, 0, propose(sample)};
  for (std::size_t i = 0; i < sample.rows.size() && i < shown_rows; ++i) preview.rows.push_back(std::move(sample.rows[i]));
  preview.rows_shown = static_cast<std::int64_t>(preview.rows.size());
  return preview;
}

MappingPreview preview_mapping(const Mapping& mapping, const std::vector<Source>& sources, std::size_t rows) {
  MappingPreview preview;
  auto work = work_of(mapping, sources);
  for (const auto& item : work) {
    auto reader = open_rows(item.source.path, item.source.name, *item.mapping);
    std::vector<Joined> joins;
    for (std::size_t i = 0; i < item.mapping->join.size(); ++i) {
      const auto& join = item.mapping->join[i];
      joins.push_back({&join, std::make_shared<JoinedFile>(join, the_one(sources, join.file, item.path + ".join[" + std::to_string(i) + "]").path)});
    }
    Mapper mapper(mapping, *item.mapping, item.path, item.source.name, *reader, std::move(joins));
    Row row;
    for (std::size_t taken = 0; taken < std::max<std::size_t>(1, rows / work.size()) && reader->next(row); ++taken) {
      std::vector<record::Heard> made;
      try {
        if (row.fault) throw BadRow{*row.fault};
        mapper.map(row, made);
      } catch (const BadRow& bad) {
        auto fault = placed(row, bad.fault);
        preview.errors.push_back({item.source.name, row.number, unless_empty(fault.column), fault.reason, unless_empty(fault.hint)});
      }
      for (auto& heard : made) preview.interactions.push_back(shown(std::move(heard), mapping, item.source.name, row.number));
    }
  }
  return preview;
}

}  // namespace channel::file
