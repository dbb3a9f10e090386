#include "sample/sheets.h"

#include <algorithm>

namespace sample {
namespace {

constexpr std::array<FileShape, file_count> shapes = {{
    {"accounts.csv", "account_id,opened_at,via,name,email,phone,loyalty,wechat,whatsapp,social,language,region,segment,birthday,street,city,postcode"},
    {"orders.csv", "order_id,placed_at,paid_at,shipped_at,promised_at,late_notice_at,delivered_at,card_at,returned_at,refunded_at,via,account_id,session,product,title,pieces,amount,refund,"
                   "currency,carrier,notice_via"},
    {"web.csv", "id,at,via,event,session,device,account_id,page,title"},
    {"calls.csv", "call_id,at,phone,account_id,name,agent,topic,seconds,waited,resolved,order_id,summary,language"},
    {"mails.csv", "mail_id,at,thread,direction,email,name,agent,topic,order_id,subject,text,language"},
    {"chats.csv", "message_id,at,conversation,author,wechat,whatsapp,account_id,name,agent,topic,order_id,text,language"},
    {"surveys.csv", "survey_id,at,kind,value,account_id,email,about,touchpoint,comment,language"},
    {"reviews.csv", "review_id,at,account_id,author,order_id,product,title,stars,text,language"},
    {"store.csv", "receipt_id,at,store,kind,loyalty,phone,name,product,title,amount,currency,clerk"},
    {"letters.csv", "letter_id,at,account_id,name,subject,text,language"},
    {"social.csv", "post_id,at,social,name,product,text,language"},
    {"campaigns.csv", "id,at,via,event,campaign,account_id"},
    {"truth-people.csv", "person,account_id,namespace,value,kind"},
}};

}  // namespace

const FileShape& shape_of(File file) { return shapes[static_cast<std::size_t>(file)]; }

Sheets::Row& Sheets::Row::text(std::string_view text) {
  if (text.find_first_of(",\"\n") == std::string_view::npos) return cell(text);
  bytes_ += '"';
  for (char c : text) {
    if (c == '"') bytes_ += '"';
    bytes_ += c;
  }
  bytes_ += "\",";
  return *this;
}

Sheets::Row& Sheets::Row::time(Moment at) {
  if (at != never) append_time(bytes_, at);
  bytes_ += ',';
  return *this;
}

Sheets::Row& Sheets::Row::money(std::int64_t minor) {
  if (minor != 0) {
    bytes_ += std::to_string(minor / 100);
    bytes_ += '.';
    bytes_ += static_cast<char>('0' + minor / 10 % 10);
    bytes_ += static_cast<char>('0' + minor % 10);
  }
  bytes_ += ',';
  return *this;
}

Sheets::Row Sheets::row(File file, Moment at) {
  auto& sheet = sheets_[static_cast<std::size_t>(file)];
  sheet.lines.push_back({at, sheet.bytes.size()});
  return Row(sheet.bytes);
}

void Sheets::take(File file, std::string& out) {
  auto& sheet = sheets_[static_cast<std::size_t>(file)];
  std::vector<std::size_t> order(sheet.lines.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return sheet.lines[a].at < sheet.lines[b].at; });
  out.reserve(out.size() + sheet.bytes.size());
  for (auto i : order) {
    auto begin = sheet.lines[i].begin, end = i + 1 < sheet.lines.size() ? sheet.lines[i + 1].begin : sheet.bytes.size();
    out.append(sheet.bytes, begin, end - begin);
  }
  sheet.bytes.clear();
  sheet.lines.clear();
}

}  // namespace sample
