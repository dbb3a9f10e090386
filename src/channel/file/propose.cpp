// A first mapping for a file nobody has described yet: by what the columns are called and what stands in them.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "channel/file/preview.h"
#include "channel/file/value.h"
#include "channel/file/xes/propose_log.h"

namespace channel::file {
namespace {

using Words = std::initializer_list<std::string_view>;

const Words moment_words{"time", "date", "timestamp", "created", "_at", "when", "时间", "日期", "data", "hora", "fecha", "datum", "zeit"};
const Words promise_words{"estimated", "expected", "deadline", "due", "promised", "planned", "limit", "expire", "birth", "updated", "modified", "预计", "截止", "承诺", "生日", "出生", "更新"};
const Words name_words{"full name", "customer name", "client name", "contact name", "name", "姓名", "客户名称", "客户名", "联系人", "nome", "nombre"};
const Words person_words{"customer unique", "user id", "userid", "customer id", "customerid", "client id", "member id", "contact id", "person id", "uid", "user", "customer", "client", "用户id", "用户编号", "客户编号", "客户id", "会员号", "会员编号", "会员卡号"};
const Words phone_words{"phone", "mobile", "tel", "cell", "手机", "电话", "telefone", "celular", "telefono", "msisdn"};
const Words device_words{"device", "anonymous", "cookie", "visitor", "设备"};
const Words score_words{"nps", "csat", "score", "rating", "stars", "satisfaction", "评分", "满意", "星级", "打分", "nota"};
const Words amount_words{"amount", "total", "revenue", "payment value", "price", "paid", "金额", "实付", "价格", "合计", "总价", "valor"};
const Words text_words{"comment", "message", "feedback", "review text", "body", "text", "content", "verbatim", "评论", "评价内容", "内容", "留言", "反馈", "comentario"};
const Words subject_words{"subject", "title", "标题", "主题"};
const Words topic_words{"topic", "category", "reason", "issue", "分类", "类别", "问题类型", "咨询类型", "原因"};
const Words activity_words{"event", "activity", "action", "concept name", "event name", "interaction", "事件", "行为", "动作", "活动"};
const Words channel_words{"channel", "渠道"};
const Words key_words{"order id", "order no", "ticket id", "call id", "review id", "case id", "message id", "event id", "id", "number", "no", "uuid", "订单号", "订单编号", "单号", "编号", "工单号", "流水号"};
const Words sentiment_words{"sentiment", "情感", "情绪"};
const Words language_words{"language", "lang", "语言"};

const std::vector<std::string> patterns{"", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%m/%d/%Y",
                                        "%m/%d/%Y %I:%M %p", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y", "%d-%m-%Y %H:%M:%S", "%d-%m-%Y %H:%M", "%d-%m-%Y", "%d-%b-%Y", "%d %b %Y",
                                        "%Y年%m月%d日 %H:%M:%S", "%Y年%m月%d日 %H:%M", "%Y年%m月%d日", "%Y%m%d", "unix", "unix_ms"};

// What is known of one column.
struct Look {
  std::string name;
  std::string folded;            // lower case, signs as blanks
  std::vector<std::string> values;
  bool taken = false;

  bool all(const std::function<bool(const std::string&)>& test, double share = 0.95) const {
    if (values.empty()) return false;
    auto good = std::count_if(values.begin(), values.end(), test);
    return static_cast<double>(good) >= share * static_cast<double>(values.size());
  }
  bool numbers() const { return all([](const std::string& value) { return plain_number(value).has_value(); }, 1); }
  std::size_t different() const { return std::set<std::string>(values.begin(), values.end()).size(); }
};

// "orderDate" and "order_date" -> "order date"
std::string plain_name(std::string_view name) {
  std::string parted;
  for (std::size_t i = 0; i < name.size(); ++i) {
    auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
    if (i > 0 && name[i] >= 'A' && name[i] <= 'Z' && lower(name[i - 1])) parted += ' ';
    parted += name[i];
  }
  auto text = base::folded(parted);
  for (char& c : text)
    if (c == '_' || c == '-' || c == '.' || c == ':' || c == '/') c = ' ';
  return text;
}

// How well the name fits: the earlier the word in the list, the better; a whole name beats a part. 0: not at all.
int fits(const Look& look, const Words& words) {
  int rank = static_cast<int>(words.size());
  int best = 0;
  std::string padded = " " + look.folded + " ";
  for (auto word : words) {
    bool latin = static_cast<unsigned char>(word[0]) < 0x80;
    auto plain = plain_name(word);
    if (look.folded == plain) best = std::max(best, 100 + rank);
    else if (latin ? padded.find(" " + plain + " ") != std::string::npos || (plain.size() > 3 && padded.find(" " + plain) != std::string::npos) : look.folded.find(plain) != std::string::npos)
      best = std::max(best, rank);
    --rank;
  }
  return best;
}

class Proposal {
 public:
  explicit Proposal(const Sample& sample) : sample_(sample) {
    for (std::size_t i = 0; i < sample.columns.size(); ++i) {
      Look look{sample.columns[i], plain_name(sample.columns[i]), {}};
      for (const auto& row : sample.rows)
        if (!base::trim(row[i]).empty()) look.values.push_back(base::trim(row[i]));
      looks_.push_back(std::move(look));
    }
  }

  Mapping make() {
    auto stem = sample_.name.substr(0, sample_.name.find('.'));
    mapping_.source = stem.empty() ? "file" : stem.substr(0, 100);
    file_.file = sample_.name;
    file_.format = sample_.format == "csv" ? "" : sample_.format;
    file_.delimiter = sample_.delimiter == "," ? "" : sample_.delimiter;
    file_.encoding = sample_.encoding;
    find_times();
    find_people();
    find_key();
    find_rest(stem);
    mapping_.files.push_back(std::move(file_));
    return std::move(mapping_);
  }

 private:
  Look* best(const Words& words, const std::function<bool(const Look&)>& test = {}) {
    Look* found = nullptr;
    int found_fits = 0;
    for (auto& look : looks_) {
      if (look.taken || (test && !test(look))) continue;
      int fit = fits(look, words);
      if (fit > found_fits) found = &look, found_fits = fit;
    }
    if (found) found->taken = true;
    return found;
  }
  std::optional<Field> field(const Words& words, const std::function<bool(const Look&)>& test = {}) {
    auto look = best(words, test);
    return look ? std::optional(column(look->name)) : std::nullopt;
  }

  void find_times() {
    for (auto& look : looks_) {
      bool named = fits(look, moment_words) > 0;
      for (const auto& pattern : patterns) {
        bool bare = pattern == "unix" || pattern == "unix_ms" || pattern == "%Y%m%d";
        if (bare && !named) continue;
        bool fit = look.all([&](const std::string& value) {
          if (pattern == "unix" && value.size() != 10) return false;
          if (pattern == "unix_ms" && value.size() != 13) return false;
          return (pattern.empty() ? base::parse_time(value) : base::parse_time(value, pattern, base::Zone())).has_value();
        });
        if (!fit) continue;
        look.taken = true;
        if (!pattern.empty()) file_.formats.emplace(look.name, pattern);
        (fits(look, promise_words) ? promised_ : moments_).push_back(&look);
        break;
      }
    }
    // A first moment is needed: better a promised one than none.
    if (moments_.empty() && !promised_.empty()) moments_.push_back(promised_.front()), promised_.erase(promised_.begin());
  }

  void identity(Look* look, std::string name_space, bool verified) {
    if (!look) return;
    IdentityOf identity;
    identity.namespace_ = std::move(name_space);
    identity.column = look->name;
    identity.verified = verified;
    file_.customer.identities.push_back(std::move(identity));
  }

  void find_people() {
    auto is_mail = [](const Look& look) { return look.all([](const std::string& value) { return value.find('@') != std::string::npos && value.find('.', value.find('@')) != std::string::npos && value.find(' ') == std::string::npos; }); };
    auto is_phone = [](const Look& look) {
      return look.all([](const std::string& value) {
        auto digits = std::count_if(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
        return digits >= 6 && digits <= 15 && value.size() <= 25 && value.find(':') == std::string::npos;
      });
    };
    auto is_id = [](const Look& look) { return look.all([](const std::string& value) { return value.size() <= 64 && value.find(' ') == std::string::npos && value.find('.') == std::string::npos; }); };
    Look* phone = best(phone_words, is_phone);
    Look* mail = nullptr;
    for (auto& look : looks_)
      if (!look.taken && !mail && is_mail(look)) mail = &look, look.taken = true;
    auto exact = [&](const Look& look) { return is_id(look) && fits(look, score_words) == 0 && fits(look, amount_words) == 0 && fits(look, name_words) < 100; };
    identity(best(person_words, exact), "user_id", true);
    identity(mail, "email", false);
    identity(phone, "phone", false);
    if (file_.customer.identities.empty()) identity(best(device_words, is_id), "device", false);
    auto words = [](const Look& look) { return !look.numbers(); };
    Look *first = best({"first name", "given name", "firstname"}, words), *last = best({"last name", "family name", "surname", "lastname"}, words);
    if (first && last) {
      Field both;
      both.columns = {first->name, last->name};
      file_.customer.name = both;
    } else {
      file_.customer.name = field(name_words, words);
    }
  }

  void find_key() {
    auto unique = [](const Look& look) { return look.values.size() > 1 && look.different() == look.values.size(); };
    auto look = best(key_words, [&](const Look& l) { return unique(l) && l.values.size() == sample_.rows.size(); });
    if (look) file_.key = column(look->name);
    key_ = look;
  }

  void find_rest(const std::string& stem) {
    InteractionOf main;
    auto channel = best(channel_words);
    auto activity = best(activity_words, [](const Look& look) { return !look.numbers() && (look.values.size() < 5 || look.different() < look.values.size()); });
    bool score_is_nps = false;
    if (auto score = best(score_words, [](const Look& look) { return look.numbers() && look.all([](const std::string& v) { auto n = plain_number(v); return *n >= 0 && *n <= 10; }, 1); })) {
      ScoreOf made;
      made.column = score->name;
      double highest = 0, lowest = 10;
      for (const auto& value : score->values) highest = std::max(highest, *plain_number(value)), lowest = std::min(lowest, *plain_number(value));
      score_is_nps = highest > 5 || lowest < 1 || score->folded.find("nps") != std::string::npos;
      made.kind = score_is_nps ? record::ScoreKind::nps : fits(*score, {"star", "rating", "review", "星"}) ? record::ScoreKind::stars : record::ScoreKind::csat;
      main.score = made;
    }
    if (auto amount = best(amount_words, [](const Look& look) { return look.all([](const std::string& v) { return v.find_first_not_of("0123456789.,-+ ") == std::string::npos; }, 1); })) {
      AmountOf made;
      made.column = amount->name;
      bool thousands = std::any_of(amount->values.begin(), amount->values.end(), [](const std::string& v) { return v.find(',') != std::string::npos && v.find('.') != std::string::npos; });
      if (thousands) made.thousands = ",";
      if (auto code = best({"currency", "币种", "moeda"}, [](const Look& look) { return look.all([](const std::string& v) { return v.size() == 3; }, 1); })) {
        Label label;
        label.column = code->name;
        made.currency = label;
      } else {
        bool chinese = std::any_of(looks_.begin(), looks_.end(), [](const Look& look) { return !look.name.empty() && static_cast<unsigned char>(look.name[0]) >= 0xE4; });
        mapping_.currency = chinese ? "CNY" : "USD";
      }
      main.amount = made;
    }
    main.sentiment = field(sentiment_words);
    main.subject = field(subject_words);
    main.text = field(text_words);
    main.topic = field(topic_words);
    if (auto language = best(language_words, [](const Look& look) { return look.all([](const std::string& v) { return v.size() <= 8; }); })) {
      Label label;
      label.column = language->name;
      main.language = label;
    }
    main.channel = label_of(channel, guessed_channel(main));
    if (activity) main.name_column = activity->name;
    else main.name = label_of(nullptr, moments_.size() > 1 ? spoken(moments_[0]->name) : spoken(stem));
    if (key_) main.conversation = column(key_->name);
    for (auto& look : looks_) {
      if (look.taken) continue;
      Field property = column(look.name);
      if (look.numbers()) property.type = ValueType::number;
      main.properties.list.emplace_back(look.name, property);
    }
    for (auto look : promised_) {
      Field property = column(look->name);
      property.type = ValueType::time;
      main.properties.list.emplace_back(look->name, property);
    }
    if (!moments_.empty()) main.at = column(moments_[0]->name);
    file_.interactions.push_back(main);
    for (std::size_t i = 1; i < moments_.size(); ++i) {
      InteractionOf other;
      other.channel = main.channel;
      other.name = label_of(nullptr, spoken(moments_[i]->name));
      other.at = column(moments_[i]->name);
      other.conversation = main.conversation;
      file_.interactions.push_back(std::move(other));
    }
  }

  static Label label_of(const Look* look, std::string text) {
    Label label;
    if (look) label.column = look->name;
    else label.value = Scalar{std::move(text), ValueType::text};
    return label;
  }

  std::string guessed_channel(const InteractionOf& main) const {
    auto name = plain_name(sample_.name);
    auto about = [&](Words words) { return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return name.find(word) != std::string::npos; }); };
    if (about({"call", "phone", "voice", "电话", "通话"})) return "voice";
    if (about({"review", "评论", "评价"})) return "review";
    if (about({"survey", "nps", "csat", "问卷", "调查"})) return "survey";
    if (about({"mail", "邮件"})) return "email";
    if (about({"sms", "短信"})) return "sms";
    if (about({"chat", "会话", "聊天"})) return "chat";
    if (about({"store", "pos", "门店"})) return "store";
    return main.score && main.text ? "review" : "web";
  }

  // "order_delivered_customer_date" -> "Order Delivered Customer"
  static std::string spoken(const std::string& name) {
    std::string said;
    std::string text = plain_name(name);
    for (std::size_t at = 0; at < text.size();) {
      auto end = std::min(text.find(' ', at), text.size());
      auto word = text.substr(at, end - at);
      at = end + 1;
      if (word.empty() || word == "date" || word == "time" || word == "timestamp" || word == "at" || word == "dataset" || word == "gz" || word == "csv") continue;
      if (word[0] >= 'a' && word[0] <= 'z') word[0] = static_cast<char>(word[0] - 32);
      said += (said.empty() ? "" : " ") + word;
    }
    return said.empty() ? (name.empty() ? "Interaction" : name) : said;
  }

  const Sample& sample_;
  Mapping mapping_;
  FileMapping file_;
  std::vector<Look> looks_;
  std::vector<Look*> moments_, promised_;
  Look* key_ = nullptr;
};

}  // namespace

Mapping propose(const Sample& sample) { return sample.format == "xes" ? xes::propose_log(sample) : Proposal(sample).make(); }

}  // namespace channel::file
