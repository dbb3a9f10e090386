#include "sample/names.h"

#include "sample/parameters.h"

namespace sample {
namespace {

constexpr Spelt surnames_zh[] = {
    {"王", "wang", 7.2}, {"李", "li", 7.2}, {"张", "zhang", 6.8}, {"刘", "liu", 5.4}, {"陈", "chen", 4.5}, {"杨", "yang", 3.1}, {"赵", "zhao", 2.3}, {"黄", "huang", 2.2},
    {"周", "zhou", 2.1}, {"吴", "wu", 2.0}, {"徐", "xu", 1.7}, {"孙", "sun", 1.5}, {"胡", "hu", 1.3}, {"朱", "zhu", 1.3}, {"高", "gao", 1.2}, {"林", "lin", 1.2},
    {"何", "he", 1.1}, {"郭", "guo", 1.1}, {"马", "ma", 1.1}, {"罗", "luo", 1.0}, {"梁", "liang", 0.9}, {"宋", "song", 0.8}, {"郑", "zheng", 0.8}, {"谢", "xie", 0.8},
    {"韩", "han", 0.7}, {"唐", "tang", 0.7}, {"冯", "feng", 0.7}, {"于", "yu", 0.6}, {"董", "dong", 0.6}, {"萧", "xiao", 0.6}, {"程", "cheng", 0.6}, {"曹", "cao", 0.6},
    {"袁", "yuan", 0.5}, {"邓", "deng", 0.5}, {"许", "xu", 0.5}, {"傅", "fu", 0.5}, {"沈", "shen", 0.5}, {"曾", "zeng", 0.5}, {"彭", "peng", 0.5}, {"吕", "lv", 0.5},
    {"苏", "su", 0.4}, {"卢", "lu", 0.4}, {"蒋", "jiang", 0.4}, {"蔡", "cai", 0.4}, {"贾", "jia", 0.4}, {"丁", "ding", 0.4}, {"魏", "wei", 0.4}, {"薛", "xue", 0.4},
    {"叶", "ye", 0.4}, {"阎", "yan", 0.4}, {"余", "yu", 0.4}, {"潘", "pan", 0.4}, {"杜", "du", 0.4}, {"戴", "dai", 0.3}, {"夏", "xia", 0.3}, {"钟", "zhong", 0.3},
    {"汪", "wang", 0.3}, {"田", "tian", 0.3}, {"任", "ren", 0.3}, {"姜", "jiang", 0.3}, {"范", "fan", 0.3}, {"方", "fang", 0.3}, {"石", "shi", 0.3}, {"姚", "yao", 0.3},
    {"谭", "tan", 0.3}, {"廖", "liao", 0.3}, {"邹", "zou", 0.3}, {"熊", "xiong", 0.3}, {"金", "jin", 0.3}, {"陆", "lu", 0.3}, {"欧阳", "ouyang", 0.1}, {"上官", "shangguan", 0.02},
};
constexpr Spelt given_zh[] = {
    {"伟", "wei"}, {"芳", "fang"}, {"娜", "na"}, {"敏", "min"}, {"静", "jing"}, {"丽", "li"}, {"强", "qiang"}, {"磊", "lei"}, {"军", "jun"}, {"洋", "yang"},
    {"勇", "yong"}, {"艳", "yan"}, {"杰", "jie"}, {"涛", "tao"}, {"明", "ming"}, {"超", "chao"}, {"兰", "lan"}, {"霞", "xia"}, {"平", "ping"}, {"刚", "gang"},
    {"桂", "gui"}, {"英", "ying"}, {"华", "hua"}, {"玉", "yu"}, {"萍", "ping"}, {"红", "hong"}, {"欣", "xin"}, {"怡", "yi"}, {"梓", "zi"}, {"涵", "han"},
    {"子", "zi"}, {"轩", "xuan"}, {"浩", "hao"}, {"宇", "yu"}, {"然", "ran"}, {"博", "bo"}, {"文", "wen"}, {"思", "si"}, {"雨", "yu"}, {"佳", "jia"},
    {"琪", "qi"}, {"嘉", "jia"}, {"诗", "shi"}, {"琳", "lin"}, {"晨", "chen"}, {"辰", "chen"}, {"悦", "yue"}, {"婷", "ting"}, {"雪", "xue"}, {"倩", "qian"},
    {"慧", "hui"}, {"颖", "ying"}, {"莹", "ying"}, {"璐", "lu"}, {"瑶", "yao"}, {"睿", "rui"}, {"俊", "jun"}, {"峰", "feng"}, {"鹏", "peng"}, {"飞", "fei"},
    {"龙", "long"}, {"斌", "bin"}, {"凯", "kai"}, {"建", "jian"}, {"国", "guo"}, {"志", "zhi"}, {"海", "hai"}, {"林", "lin"}, {"云", "yun"}, {"春", "chun"},
    {"秀", "xiu"}, {"梅", "mei"}, {"莉", "li"}, {"燕", "yan"}, {"珍", "zhen"}, {"晓", "xiao"}, {"小", "xiao"}, {"天", "tian"}, {"心", "xin"}, {"可", "ke"},
    {"安", "an"}, {"宁", "ning"}, {"航", "hang"}, {"泽", "ze"}, {"铭", "ming"}, {"哲", "zhe"}, {"昊", "hao"}, {"书", "shu"}, {"语", "yu"}, {"桐", "tong"},
};
constexpr std::string_view homophones_zh[] = {"婷亭", "芳方", "伟玮", "明铭", "静婧", "丽莉", "军君", "杰洁", "涛滔", "欣新", "佳嘉", "琳林", "宇雨", "浩昊", "晨辰", "怡宜", "敏闵", "慧惠",
                                              "颖影", "峰锋", "志智", "海孩", "晓小", "燕艳", "涵含", "轩宣", "博搏", "思丝", "瑶遥", "俊骏", "莹盈", "平萍", "英瑛", "子梓", "红虹", "霞侠"};
constexpr std::string_view given_en[] = {
    "James", "Mary", "Robert", "Patricia", "John", "Jennifer", "Michael", "Linda", "David", "Elizabeth", "William", "Barbara", "Richard", "Susan", "Joseph", "Jessica",
    "Thomas", "Sarah", "Charles", "Karen", "Daniel", "Lisa", "Matthew", "Nancy", "Anthony", "Sandra", "Mark", "Ashley", "Steven", "Emily", "Andrew", "Kimberly",
    "Paul", "Margaret", "Joshua", "Donna", "Kenneth", "Michelle", "Kevin", "Carol", "Brian", "Amanda", "Timothy", "Melissa", "Jason", "Deborah", "Edward", "Stephanie",
    "Ryan", "Rebecca", "Jacob", "Laura", "Gary", "Helen", "Nicholas", "Sharon", "Eric", "Cynthia", "Jonathan", "Amy", "Stephen", "Angela", "Larry", "Olivia",
    "Oliver", "Amelia", "Harry", "Isla", "George", "Ava", "Noah", "Mia", "Leo", "Grace", "Arthur", "Freya", "Oscar", "Poppy", "Priya", "Arjun",
    "Aisha", "Omar", "Sofia", "Mateo", "Chloe", "Ethan", "Zoe", "Liam", "Nora", "Hugo",
};
constexpr std::string_view surnames_en[] = {
    "Smith", "Johnson", "Williams", "Brown", "Jones", "Garcia", "Miller", "Davis", "Rodriguez", "Martinez", "Hernandez", "Lopez", "Wilson", "Anderson", "Thomas", "Taylor",
    "Moore", "Jackson", "Martin", "Lee", "Perez", "Thompson", "White", "Harris", "Sanchez", "Clark", "Ramirez", "Lewis", "Robinson", "Walker", "Young", "Allen",
    "King", "Wright", "Scott", "Torres", "Nguyen", "Hill", "Flores", "Green", "Adams", "Nelson", "Baker", "Hall", "Rivera", "Campbell", "Mitchell", "Carter",
    "Roberts", "Gomez", "Phillips", "Evans", "Turner", "Diaz", "Parker", "Cruz", "Edwards", "Collins", "Reyes", "Stewart", "Morris", "Morales", "Murphy", "Cook",
    "Rogers", "Patel", "Khan", "Hughes", "Bennett", "Shaw", "Holmes", "Fletcher", "Marsh", "Whitaker", "Ashworth", "Okafor", "Lindqvist", "Hawthorne", "Penrose", "Quigley",
};
constexpr City east[] = {{"上海", "Shanghai", "200"}, {"杭州", "Hangzhou", "310"}, {"南京", "Nanjing", "210"}, {"苏州", "Suzhou", "215"}, {"宁波", "Ningbo", "315"}};
constexpr City north[] = {{"北京", "Beijing", "100"}, {"天津", "Tianjin", "300"}, {"济南", "Jinan", "250"}, {"石家庄", "Shijiazhuang", "050"}, {"太原", "Taiyuan", "030"}};
constexpr City south[] = {{"广州", "Guangzhou", "510"}, {"深圳", "Shenzhen", "518"}, {"佛山", "Foshan", "528"}, {"厦门", "Xiamen", "361"}, {"南宁", "Nanning", "530"}};
constexpr City west_us[] = {{"西雅图", "Seattle", "981"}, {"波特兰", "Portland", "972"}, {"旧金山", "San Francisco", "941"}, {"洛杉矶", "Los Angeles", "900"}, {"圣迭戈", "San Diego", "921"}};
constexpr City east_us[] = {{"纽约", "New York", "100"}, {"波士顿", "Boston", "021"}, {"费城", "Philadelphia", "191"}, {"华盛顿", "Washington", "200"}, {"亚特兰大", "Atlanta", "303"}};
constexpr City kingdom[] = {{"伦敦", "London", "N1"}, {"曼彻斯特", "Manchester", "M4"}, {"利兹", "Leeds", "LS1"}, {"布里斯托", "Bristol", "BS1"}, {"爱丁堡", "Edinburgh", "EH3"}};
constexpr std::string_view streets_zh[] = {"人民路", "中山路", "解放路", "建设路", "和平路", "新华路", "文化路", "长江路", "黄河路", "公园路", "花园路", "学府路", "青年路", "健康路", "幸福路", "朝阳街", "滨江大道", "梧桐街"};
constexpr std::string_view streets_en[] = {"Main Street", "Oak Avenue", "Maple Street", "Cedar Lane", "Park Road", "Church Street", "Mill Lane", "Station Road", "High Street", "Elm Street",
                                           "Lake View", "Hill Road", "Victoria Road", "Green Lane", "Washington Avenue", "School Lane", "River Street", "Orchard Close"};

}  // namespace

std::span<const Spelt> chinese_surnames() { return surnames_zh; }
std::span<const Spelt> chinese_given() { return given_zh; }
std::span<const std::string_view> homophones() { return homophones_zh; }
std::span<const std::string_view> english_given() { return given_en; }
std::span<const std::string_view> english_surnames() { return surnames_en; }

std::span<const City> cities(std::size_t region) {
  switch (region) {
    case east_china: return east;
    case north_china: return north;
    case south_china: return south;
    case us_west: return west_us;
    case us_east: return east_us;
    default: return kingdom;
  }
}

std::span<const std::string_view> streets(bool chinese) { return chinese ? std::span<const std::string_view>(streets_zh) : std::span<const std::string_view>(streets_en); }

}  // namespace sample
