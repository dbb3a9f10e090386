#include "channel/file/csv_reader.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <random>

#include "base/limits.h"
#include "support.h"

namespace channel::file::test {
namespace {

using Table = std::vector<std::vector<std::string>>;

struct ReadBack {
  std::vector<std::string> columns;
  Table rows;
  std::vector<std::pair<std::int64_t, std::string>> faults;   // row number, reason
  std::vector<std::int64_t> numbers;
};

ReadBack read_all(const std::filesystem::path& path, const FileFormat& format = {}) {
  auto reader = open_rows(path, path.filename().string(), format);
  ReadBack back{reader->columns(), {}, {}, {}};
  Row row;
  while (reader->next(row)) {
    if (row.fault) {
      back.faults.emplace_back(row.number, row.fault->reason);
      continue;
    }
    back.numbers.push_back(row.number);
    back.rows.emplace_back(row.cells.begin(), row.cells.end());
  }
  return back;
}

ReadBack read_text(const std::string& bytes, const FileFormat& format = {}) {
  Folder folder;
  return read_all(folder.write("t.csv", bytes), format);
}

std::string packed(const std::string& bytes) {
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, bytes.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

TEST(CsvReader, ReadsQuotedLineBreaksDoubledQuotesAndEmptyFields) {
  auto back = read_text("a,b,c\r\n1,\"two\r\nlines\",\"say \"\"hi\"\"\"\r\n,,\r\n\"\",\"\"\"\",x");
  EXPECT_EQ(back.columns, (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_EQ(back.rows, (Table{{"1", "two\r\nlines", "say \"hi\""}, {"", "", ""}, {"", "\"", "x"}}));
  EXPECT_TRUE(back.faults.empty());
}

TEST(CsvReader, TakesAQuoteInsideAnUnquotedFieldAsItIs) {
  EXPECT_EQ(read_text("a,b\n5\" pipe,x\n").rows, (Table{{"5\" pipe", "x"}}));
}

TEST(CsvReader, FindsTheDelimiter) {
  EXPECT_EQ(read_text("a;b\n\"1,5\";2,5\n").rows, (Table{{"1,5", "2,5"}}));
  EXPECT_EQ(read_text("a\tb\n1,2\t3\n").rows, (Table{{"1,2", "3"}}));
  EXPECT_EQ(read_text("a|b\n1|2\n").rows, (Table{{"1", "2"}}));
  EXPECT_EQ(read_text("a\n1\n2\n").rows, (Table{{"1"}, {"2"}}));
  FileFormat asked;
  asked.delimiter = ";";
  EXPECT_EQ(read_text("a,b\n1,2\n", asked).columns, std::vector<std::string>{"a,b"});
}

TEST(CsvReader, TakesTheByteOrderMarkBlankLinesAndOldMacLineEnds) {
  EXPECT_EQ(read_text("\xEF\xBB\xBF" "a,b\n1,2\n").columns, (std::vector<std::string>{"a", "b"}));
  auto back = read_text("a,b\n\n1,2\n\n\n3,4\n");
  EXPECT_EQ(back.rows, (Table{{"1", "2"}, {"3", "4"}}));
  EXPECT_EQ(back.numbers, (std::vector<std::int64_t>{3, 6}));
  EXPECT_EQ(read_text("a,b\r1,2\r3,4\r").rows, (Table{{"1", "2"}, {"3", "4"}}));
}

TEST(CsvReader, NamesColumnsThatHaveNoNameOrTheSame) {
  EXPECT_EQ(read_text("a,,a\n1,2,3\n").columns, (std::vector<std::string>{"a", "column 2", "a (2)"}));
}

TEST(CsvReader, SkipsLinesAndTakesAGivenHeader) {
  FileFormat format;
  format.skip_rows = 2;
  auto back = read_text("Report of May\n\na,b\n1,2\n", format);
  EXPECT_EQ(back.columns, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(back.numbers, std::vector<std::int64_t>{4});
  FileFormat given;
  given.header = {"x", "y"};
  EXPECT_EQ(read_text("1,2\n3,4\n", given).rows, (Table{{"1", "2"}, {"3", "4"}}));
}

TEST(CsvReader, RejectsRaggedRowsWithTheirPositionAndGoesOn) {
  auto back = read_text("a,b,c\n1,2,3\n1,2\n1,2,3,4\n1,2,3,,\n7,8,9\n");
  EXPECT_EQ(back.rows, (Table{{"1", "2", "3"}, {"1", "2", "3"}, {"7", "8", "9"}}));
  ASSERT_EQ(back.faults.size(), 2u);
  EXPECT_EQ(back.faults[0], (std::pair<std::int64_t, std::string>{3, "The row has 2 fields, the header has 3."}));
  EXPECT_EQ(back.faults[1].first, 4);
}

TEST(CsvReader, AQuoteThatIsNeverClosedCostsItsLineOnly) {
  auto back = read_text("a,b\n1,\"open\n2,x\n3,y\n");
  EXPECT_EQ(back.rows, (Table{{"2", "x"}, {"3", "y"}}));
  ASSERT_EQ(back.faults.size(), 1u);
  EXPECT_EQ(back.faults[0].first, 2);
  EXPECT_NE(back.faults[0].second.find("never closed"), std::string::npos);
}

TEST(CsvReader, AnOpenQuoteIsGivenUpAtTheLimitOfARow) {
  std::string text = "a,b\n1,\"open\n";
  while (text.size() < base::limits::import_row_bytes * 3) text += "2,xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n";
  auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  auto back = read_text(text);
  EXPECT_EQ(back.faults.size(), 1u);
  EXPECT_EQ(back.rows.size(), lines - 2);
  EXPECT_EQ(back.numbers.back(), static_cast<std::int64_t>(lines));
}

TEST(CsvReader, ALineThatIsTooLongCostsItself) {
  auto back = read_text("a,b\n1,2\n" + std::string(base::limits::import_row_bytes * 3, 'x') + "\n3,4\n");
  EXPECT_EQ(back.rows, (Table{{"1", "2"}, {"3", "4"}}));
  ASSERT_EQ(back.faults.size(), 1u);
  EXPECT_EQ(back.faults[0].first, 3);
}

TEST(CsvReader, TextBehindAClosingQuoteIsRejected) {
  auto back = read_text("a,b\n\"x\"y,2\n3,4\n");
  EXPECT_EQ(back.rows, (Table{{"3", "4"}}));
  EXPECT_EQ(back.faults.at(0).second, "There is text behind a closing quote.");
}

TEST(CsvReader, SaysWhichColumnIsNotUtf8AndReadsNamedEncodings) {
  auto back = read_text("a,b\n1,caf\xE9\n2,ok\n");
  EXPECT_EQ(back.faults.at(0), (std::pair<std::int64_t, std::string>{2, "The text is not UTF-8."}));
  EXPECT_EQ(back.rows.size(), 1u);
  FileFormat latin;
  latin.encoding = "latin1";
  EXPECT_EQ(read_text("a,b\n1,caf\xE9\n", latin).rows, (Table{{"1", "café"}}));
  FileFormat chinese;
  chinese.encoding = "gb18030";
  EXPECT_EQ(read_text("\xD0\xD5\xC3\xFB,b\n\xCD\xF5\xB7\xBC,2\n", chinese).rows, (Table{{"王芳", "2"}}));
  EXPECT_EQ(error_of([&] { FileFormat f; f.encoding = "klingon"; read_text("a\n1\n", f); }).field, "encoding");
}

TEST(CsvReader, ReadsUtf16ThatSaysSo) {
  std::string bytes = "\xFF\xFE";
  for (char c : std::string("a,b\n1,2\n")) bytes += c, bytes += '\0';
  EXPECT_EQ(read_text(bytes).rows, (Table{{"1", "2"}}));
}

TEST(CsvReader, RefusesWorkbooksAndBinaryFiles) {
  EXPECT_NE(error_of([] { read_text("PK\x03\x04whatever"); }).hint.find("CSV"), std::string::npos);
  EXPECT_EQ(error_of([] { read_text(std::string("a\0b", 3)); }).code, base::ErrorCode::unsupported);
  EXPECT_EQ(error_of([] { read_text(""); }).code, base::ErrorCode::invalid);
}

TEST(CsvReader, TextsThatMeanNothingAreEmpty) {
  FileFormat format;
  format.empty = {"NULL", "n/a"};
  EXPECT_EQ(read_text("a,b\nNULL,n/a\n", format).rows, (Table{{"", ""}}));
}

TEST(CsvReader, ReadsGzipAlsoInSeveralMembersAndSaysWhenItIsDamaged) {
  Folder folder;
  EXPECT_EQ(read_all(folder.write("t.csv.gz", packed("a,b\n1,2\n") + packed("3,4\n"))).rows, (Table{{"1", "2"}, {"3", "4"}}));
  std::string large = "a,b\n";
  for (int i = 0; i < 300'000; ++i) large += std::to_string(i) + "," + std::to_string(i * 7919ll) + "\n";
  auto bytes = packed(large);
  EXPECT_EQ(read_all(folder.write("large.csv.gz", bytes)).rows.size(), 300'000u);
  auto cut = error_of([&] { read_all(folder.write("cut.csv.gz", bytes.substr(0, bytes.size() / 2))); });
  EXPECT_NE(std::string(cut.what()).find("damaged"), std::string::npos);
}

// A slow, obvious reader of well-formed CSV to compare with.
Table obvious(const std::string& text) {
  Table rows{{""}};
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    auto& field = rows.back().back();
    if (quoted) {
      if (c != '"') field += c;
      else if (i + 1 < text.size() && text[i + 1] == '"') field += '"', ++i;
      else quoted = false;
    } else if (c == '"') quoted = true;
    else if (c == ',') rows.back().push_back("");
    else if (c == '\n') rows.push_back({""});
    else if (c != '\r') field += c;
  }
  if (rows.back() == std::vector<std::string>{""}) rows.pop_back();
  return rows;
}

TEST(CsvReader, AgreesWithAnObviousReaderOnAnyTable) {
  std::mt19937 random(20240501);
  auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  const std::vector<std::string> pieces{"a", "\"", ",", "\n", "\r\n", " ", "王芳", "é", ";", "'", "=1+1", "\t", "long enough to cross words", ""};
  for (int round = 0; round < 400; ++round) {
    int columns = 2 + below(5);
    std::string text;
    for (int i = 0; i < columns; ++i) text += (i ? "," : "") + ("c" + std::to_string(i));
    const std::string line_end = below(2) ? "\n" : "\r\n";
    text += line_end;
    int rows = below(60);
    for (int r = 0; r < rows; ++r) {
      for (int i = 0; i < columns; ++i) {
        std::string field;
        for (int n = below(4); n > 0; --n) field += pieces[static_cast<std::size_t>(below(static_cast<int>(pieces.size())))];
        bool must = field.find_first_of("\",\r\n") != std::string::npos;
        if (i) text += ',';
        if (must || below(3) == 0) {
          std::string doubled;
          for (char c : field) doubled += c == '"' ? "\"\"" : std::string(1, c);
          text += '"' + doubled + '"';
        } else {
          text += field;
        }
      }
      if (r + 1 < rows || below(2)) text += line_end;
    }
    FileFormat format;
    format.delimiter = ",";
    auto back = read_text(text, format);
    auto expected = obvious(text);
    expected.erase(expected.begin());
    ASSERT_EQ(back.rows, expected) << text;
    ASSERT_TRUE(back.faults.empty()) << text;
  }
}

TEST(CsvReader, AnyBytesAtAllAreReadToTheEnd) {
  std::mt19937 random(7);
  for (int round = 0; round < 500; ++round) {
    std::string text = "a,b\n";
    const std::string alphabet = "ab,\"\n\r;\xC3\xE9 ";
    for (int i = 0; i < 300; ++i) text += alphabet[random() % alphabet.size()];
    auto back = read_text(text);
    for (const auto& row : back.rows) ASSERT_EQ(row.size(), back.columns.size());
  }
}

TEST(CsvReader, RowsThatCrossTheWindowAreWhole) {
  std::string text = "a,b\n";
  std::size_t rows = 0;
  for (; text.size() < (5u << 20); ++rows) text += std::to_string(rows) + ",\"" + std::string(rows % 3000, 'x') + "\"\"\n\"\n";
  auto back = read_text(text);
  ASSERT_EQ(back.rows.size(), rows);
  for (std::size_t i = 0; i < rows; ++i) {
    ASSERT_EQ(back.rows[i][0], std::to_string(i));
    ASSERT_EQ(back.rows[i][1].size(), i % 3000 + 2);
  }
}

TEST(JsonLines, ReadsDottedPathsKeepsKindsAndNumbersExactly) {
  Folder folder;
  auto path = folder.write("t.jsonl", "{\"a\":{\"b\":1},\"t\":\"x\",\"n\":19.99,\"l\":[{\"p\":true}],\"c:d.e\":5}\r\n\n{\"a\":{\"b\":null}}\nnonsense\n[1]\n{\"t\":\"王芳\"}");
  auto reader = open_rows(path, "t.jsonl", {});
  EXPECT_EQ(reader->columns(), (std::vector<std::string>{"a.b", "t", "n", "l", "c:d.e"}));
  for (auto name : {"a.b", "t", "n", "l.0.p", "c:d.e", "missing"}) reader->column(name);
  Row row;
  ASSERT_TRUE(reader->next(row));
  EXPECT_EQ(std::vector<std::string>(row.cells.begin(), row.cells.end()), (std::vector<std::string>{"1", "x", "19.99", "true", "5", ""}));
  EXPECT_EQ(row.kinds[2], CellKind::number);
  EXPECT_EQ(row.kinds[3], CellKind::boolean);
  ASSERT_TRUE(reader->next(row));
  EXPECT_EQ(row.number, 3);
  EXPECT_EQ(row.cells[0], "");
  ASSERT_TRUE(reader->next(row));
  EXPECT_TRUE(row.fault);
  EXPECT_EQ(row.number, 4);
  ASSERT_TRUE(reader->next(row));
  EXPECT_TRUE(row.fault);
  ASSERT_TRUE(reader->next(row));
  EXPECT_EQ(row.cells[1], "王芳");
  EXPECT_FALSE(reader->next(row));
}

}  // namespace
}  // namespace channel::file::test
