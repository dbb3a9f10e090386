#include "sample/products.h"

#include "sample/parameters.h"

namespace sample {
namespace {

constexpr Product all[] = {
    {"tea-longjing", "明前龙井 250g", "Longjing tea 250 g", Kind::tea, 368}, {"tea-puer", "古树普洱饼", "old-tree pu'er cake", Kind::tea, 299},
    {"tea-jasmine", "茉莉花茶礼盒", "jasmine tea gift box", Kind::tea, 168}, {"tea-white", "白毫银针 100g", "Silver Needle tea 100 g", Kind::tea, 428},
    {"tea-oolong", "凤凰单丛 200g", "Phoenix oolong 200 g", Kind::tea, 258}, {"teapot", "紫砂茶壶", "Zisha teapot", Kind::tableware, 688},
    {"cups", "青瓷茶杯一对", "pair of celadon cups", Kind::tableware, 158}, {"bowls", "手绘饭碗四只", "set of four painted bowls", Kind::tableware, 219},
    {"vase", "手作花瓶", "handmade vase", Kind::tableware, 238}, {"board", "相思木砧板", "acacia cutting board", Kind::tableware, 129},
    {"duvet", "桑蚕丝被", "silk duvet", Kind::bedding, 1299}, {"sheets", "长绒棉四件套", "cotton bed set", Kind::bedding, 799},
    {"pillow", "乳胶枕", "latex pillow", Kind::bedding, 329}, {"towels", "酒店浴巾三条", "set of three bath towels", Kind::bedding, 189},
    {"blanket", "羊绒盖毯", "cashmere throw", Kind::bedding, 899}, {"chair", "榉木餐椅", "beech dining chair", Kind::furniture, 899},
    {"table", "实木茶桌", "solid tea table", Kind::furniture, 3280}, {"shelf", "壁挂书架", "wall shelf", Kind::furniture, 519},
    {"rug", "羊毛地毯", "wool rug", Kind::furniture, 1880}, {"stool", "藤编矮凳", "rattan stool", Kind::furniture, 349},
    {"kettle", "电热水壶", "electric kettle", Kind::electric, 259}, {"lamp", "竹编台灯", "bamboo table lamp", Kind::electric, 459},
    {"humidifier", "静音加湿器", "quiet humidifier", Kind::electric, 399}, {"scale", "厨房电子秤", "kitchen scale", Kind::electric, 119},
};
constexpr std::string_view east[] = {"上海静安店", "杭州西湖店"}, north[] = {"北京三里屯店", "天津万象店"}, south[] = {"广州天河店", "深圳湾店"}, west_us[] = {"Seattle Pike Street", "Portland Pearl"},
                           east_us[] = {"New York Mercer Street", "Boston Back Bay"}, kingdom[] = {"London Marylebone", "Bristol Clifton"};
constexpr std::string_view carriers_zh[] = {"云杉快送", "山雀速运", "驿路物流"}, carriers_en[] = {"Spruce Express", "Finch Parcel", "Roadrunner Freight"};

}  // namespace

std::string Product::headline(bool chinese) const {
  std::string text(title(chinese));
  if (text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

std::span<const Product> products() { return all; }

std::span<const std::string_view> stores(std::size_t region) {
  switch (region) {
    case east_china: return east;
    case north_china: return north;
    case south_china: return south;
    case us_west: return west_us;
    case us_east: return east_us;
    default: return kingdom;
  }
}

std::string_view carrier(std::size_t region, std::uint64_t pick) { return (region >= us_west ? carriers_en : carriers_zh)[pick % 3]; }

std::int64_t local_price(std::size_t region, std::int64_t yuan) {
  if (region < us_west) return yuan * 100;
  return (yuan * 100 * 10 / (region == uk ? 91 : 71)) / 100 * 100 + 99;
}

}  // namespace sample
