// The customers: who they are, and by which identifiers each source knows them.
// Names are common ones put together by chance, phone numbers lie in ranges that nobody is given, mail goes to example.*.

const zhFamilies = ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马", "罗", "梁", "宋", "郑", "谢", "韩", "唐", "冯", "于", "董", "萧", "欧阳", "司马"];
const zhGiven = ["伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明", "超", "秀英", "霞", "平", "建国", "晓明", "志强", "雨桐", "子涵", "欣怡", "浩然", "诗涵", "梓轩", "佳琪", "思远", "雅婷", "俊杰", "晨曦", "若兰", "文博", "海燕", "春梅", "一诺", "嘉怡"];
const pinyin = { 王: "wang", 李: "li", 张: "zhang", 刘: "liu", 陈: "chen", 杨: "yang", 赵: "zhao", 黄: "huang", 周: "zhou", 吴: "wu", 徐: "xu", 孙: "sun", 胡: "hu", 朱: "zhu", 高: "gao", 林: "lin", 何: "he", 郭: "guo", 马: "ma", 罗: "luo", 梁: "liang", 宋: "song", 郑: "zheng", 谢: "xie", 韩: "han", 唐: "tang", 冯: "feng", 于: "yu", 董: "dong", 萧: "xiao", 欧阳: "ouyang", 司马: "sima" };
const traditional = { 张: "張", 刘: "劉", 陈: "陳", 杨: "楊", 赵: "趙", 黄: "黃", 吴: "吳", 孙: "孫", 马: "馬", 罗: "羅", 郑: "鄭", 谢: "謝", 韩: "韓", 冯: "馮", 于: "于", 萧: "蕭", 欧阳: "歐陽", 司马: "司馬", 伟: "偉", 静: "靜", 丽: "麗", 强: "強", 军: "軍", 洋: "洋", 艳: "豔", 杰: "傑", 涛: "濤", 诗涵: "詩涵", 晓明: "曉明", 志强: "志強", 梓轩: "梓軒", 思远: "思遠", 若兰: "若蘭", 一诺: "一諾", 俊杰: "俊傑", 建国: "建國" };
const enGiven = ["Emma", "Olivia", "James", "Noah", "Sophia", "Liam", "Grace", "Henry", "Chloe", "Daniel", "Lucy", "Oscar", "Hannah", "Jonas", "Mia", "Felix", "Clara", "Ruth", "Peter", "Nadia", "Tom", "Ingrid", "Marco", "Elena", "Samuel", "Alice", "Victor", "Julia", "Simon", "Laura"];
const enFamilies = ["Smith", "Miller", "Brown", "Taylor", "Walker", "Schneider", "Weber", "Fischer", "Rossi", "Martin", "Clark", "Evans", "Hughes", "Novak", "Jensen", "O'Brien", "Larsson", "Moreau", "Young", "Carter", "Diaz", "Keller", "Becker", "Baker", "Green"];

const places = {
  CN: { cities: ["上海", "杭州", "成都", "北京", "深圳", "南京", "武汉", "苏州"], currency: "CNY", language: "zh" },
  HK: { cities: ["香港"], currency: "CNY", language: "zh" },
  US: { cities: ["New York", "Seattle", "Chicago", "San Francisco"], currency: "USD", language: "en" },
  DE: { cities: ["Berlin", "Hamburg", "München"], currency: "EUR", language: "en" },
  IE: { cities: ["Dublin"], currency: "EUR", language: "en" },
};

const usAreas = ["212", "206", "312", "415", "617", "503"];
const pad = (number, length) => String(number).padStart(length, "0");

function phoneOf(region, serial) {
  if (region === "US") return `+1 ${usAreas[serial % usAreas.length]} 555 ${pad(100 + (serial % 100), 4)}`;
  if (region === "DE" || region === "IE") return `+49 30 23125 ${pad(serial % 1000, 3)}`;
  if (region === "HK") return `+852 5100 ${pad(serial, 4)}`;
  return `+86 199 0000 ${pad(serial, 4)}`;
}

const fullWidth = (text) => text.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));

// The same number, as different people and systems write it.
export function phoneWritten(random, phone) {
  if (!phone || !phone.startsWith("+86 199")) return phone;
  const national = phone.slice(4);
  return random.weighted({ plain: 5, spaced: 3, plus: 3, dashed: 1, wide: 0.4 }) === "plain"
    ? national.replaceAll(" ", "")
    : random.pick([national, phone, phone.replaceAll(" ", ""), national.replaceAll(" ", "-"), fullWidth(national.replaceAll(" ", ""))]);
}

export function emailWritten(random, email) {
  if (!email || !random.chance(0.12)) return email;
  return random.chance(0.5) ? email.toUpperCase() : email[0].toUpperCase() + email.slice(1);
}

function makePerson(random, serial) {
  const region = random.weighted({ CN: 58, HK: 6, US: 20, DE: 11, IE: 5 });
  const { cities, currency, language } = places[region];
  let name;
  let local;
  let otherName = null;
  if (language === "zh") {
    const [family, given] = [random.pick(zhFamilies), random.pick(zhGiven)];
    name = family + given;
    local = `${pinyin[family]}${random.between(60, 2005)}`;
    if (region === "HK") otherName = (traditional[family] ?? family) + (traditional[given] ?? given);
  } else {
    const [given, family] = [random.pick(enGiven), random.pick(enFamilies)];
    name = `${given} ${family}`;
    local = `${given}.${family}`.toLowerCase().replace(/[^a-z.]/g, "");
  }
  const person = {
    serial,
    name,
    otherName,
    language,
    region,
    city: random.pick(cities),
    currency,
    userId: `u-${10000 + serial}`,
    email: `${local}.${serial}@${random.pick(["mail.example.com", "post.example.org", "example.net"])}`,
    phone: phoneOf(region, serial),
    loyalty: random.chance(0.55) ? `YS${pad(880000 + serial * 7, 7)}` : null,
    wechat: language === "zh" && random.chance(0.6) ? `wx_${random.hex(10)}` : null,
    devices: Array.from({ length: random.weighted({ 1: 5, 2: 4, 3: 1 }) | 0 }, () => `d-${random.hex(12)}`),
    episodes: random.longTail(9),
    knows: { email: true, phone: true },
    busy: false,
  };
  return person;
}

// Some who are known twice: one account more, with the same phone or mail (a person decides whether they are one).
function addSecondAccounts(random, people, count) {
  for (const first of random.shuffled(people.filter((each) => !each.shares)).slice(0, count)) {
    const serial = people.length + 1;
    const samePhone = random.chance(0.6);
    people.push({
      ...first,
      serial,
      name: first.otherName ?? (first.language === "zh" ? first.name : first.name.replace(/^(\w)\w+/, "$1.")),
      userId: `u-${10000 + serial}`,
      email: samePhone ? `${first.email.split("@")[0]}.neu@example.net` : first.email,
      phone: samePhone ? first.phone : phoneOf(first.region, serial),
      loyalty: null,
      wechat: null,
      devices: [`d-${random.hex(12)}`],
      episodes: 1,
      shares: true,
    });
    first.shares = true;
  }
}

// Identifiers that stand for more than one person: a family's phone, a company's info@.
function shareIdentifiers(random, people) {
  const free = random.shuffled(people.filter((each) => !each.shares && each.region === "CN"));
  for (const member of free.slice(0, 6)) {
    member.phone = "+86 21 5550 1860";
    member.shares = true;
  }
  for (const member of free.slice(6, 14)) {
    member.email = "info@lantian-design.example.com";
    member.shares = true;
  }
}

const hotel = {
  name: "晨光酒店采购部",
  otherName: null,
  language: "zh",
  region: "CN",
  city: "上海",
  currency: "CNY",
  email: "caigou@chenguang-hotel.example.com",
  phone: "+86 199 0000 9001",
  loyalty: "YS8809001",
  knows: { email: true, phone: true },
  busy: true,
  shares: true,
  episodes: 0,
};

export function makePeople(random, count) {
  const people = [];
  while (people.length < count - 21) people.push(makePerson(random, people.length + 1));
  shareIdentifiers(random, people);
  // Half of what the shop could know of these is missing, so that two sources do not meet until something tells.
  for (const person of people) {
    if (person.shares || !random.chance(0.14)) continue;
    person.knows = { email: true, phone: false };
  }
  addSecondAccounts(random, people, 20);
  people.push({
    ...hotel,
    serial: people.length + 1,
    userId: `u-${10001 + people.length}`,
    wechat: `wx_${random.hex(10)}`,
    devices: Array.from({ length: 4 }, () => `d-${random.hex(12)}`),
  });
  return people;
}
