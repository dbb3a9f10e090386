#include "record/linkage/settings.h"

#include "base/error.h"
#include "base/limits.h"

namespace record::linkage {

Settings default_settings() {
  Settings settings;
  auto& names = settings.traits;
  names.full_name = {"name", "full_name", "display_name", "customer_name", "contact_name", "person_name", "姓名", "全名"};
  names.given_name = {"given_name", "first_name", "fname", "forename", "given", "first", "first_nm", "christian_name", "名", "名字"};
  names.family_name = {"family_name", "last_name", "lname", "surname", "sname", "second_name", "last_nm", "family", "last", "姓", "姓氏"};
  names.birth_date = {"birthday", "dob", "date_of_birth", "birth_date", "date_birth", "birthdt", "birth_day", "birth", "born", "born_on", "生日", "出生日期", "出生年月日"};
  names.gender = {"gender", "sex", "性别"};
  names.national_id = {"soc_sec_id", "soc_sec_no", "ssn", "sin", "nin", "nric", "social_security", "social_security_number", "national_id", "national_id_number", "id_number", "id_card", "identity_card", "identity_number", "passport",
                       "passport_number", "tax_id", "tax_number", "nino", "nhs_number", "medicare_number", "aadhaar", "cpf", "dni", "身份证", "身份证号", "身份证号码", "证件号", "证件号码", "护照号"};
  names.email = {"email", "mail", "email_address", "邮箱", "电子邮件", "电子邮箱"};
  names.phone = {"phone", "mobile", "telephone", "tel", "cell", "cell_phone", "phone_number", "mobile_phone", "mobile_number", "手机", "手机号", "手机号码", "电话", "电话号码"};
  names.street_number = {"street_number", "house_number", "house_no", "house_num", "street_num", "st_no", "street_no", "address.number", "address.street_number", "address.house_number", "门牌", "门牌号"};
  names.street = {"street", "address_1", "address1", "address_line_1", "addr_1", "addr", "road", "street_name", "street_address", "address", "address.street", "address.street_name", "address.line1", "address.address1",
                  "街道", "地址", "详细地址"};
  names.building = {"address_2", "address2", "address_line_2", "addr_2", "unit", "apartment", "flat", "building", "address.line2", "address.address2", "address.unit", "小区", "楼"};
  names.city = {"city", "suburb", "town", "city_name", "municipality", "locality", "village", "address.city", "address.suburb", "address.town", "城市", "区县", "市"};
  names.postcode = {"postcode", "postal_code", "post_code", "zip", "zip_code", "plz", "address.postcode", "address.postal_code", "address.zip", "address.zip_code", "邮编", "邮政编码"};
  names.region = {"state", "region", "province", "county", "territory", "address.state", "address.region", "address.province", "省", "省份", "州"};
  return settings;
}

void fill(Settings& settings) {
  auto known = default_settings();
  boost::mp11::mp_for_each<base::members_of<TraitNames>>([&](auto d) {
    if ((settings.traits.*d.pointer).empty()) settings.traits.*d.pointer = known.traits.*d.pointer;
  });
}

void check(const Settings& settings) {
  if (!(settings.look > 0 && settings.look <= settings.sure && settings.sure < 1))
    throw base::invalid("The thresholds do not fit: look at " + std::to_string(settings.look) + ", sure at " + std::to_string(settings.sure) + ".",
                        "They are probabilities between 0 and 1, and look is not above sure.", settings.look > settings.sure ? "look" : "sure");
  if (settings.block_people < 2 || settings.block_people > base::limits::link_block_people)
    throw base::invalid("Keys can't be shared by up to " + std::to_string(settings.block_people) + " people.", "Use 2 to " + std::to_string(base::limits::link_block_people) + ".", "block_people");
  boost::mp11::mp_for_each<base::members_of<TraitNames>>([&](auto d) {
    const auto& names = settings.traits.*d.pointer;
    if (names.size() > base::limits::link_trait_names) throw base::invalid("Too many traits are named for one field.", "Name at most " + std::to_string(base::limits::link_trait_names) + ".", std::string("traits.") + d.name);
    for (const auto& name : names)
      if (name.empty() || name.size() > base::limits::key_bytes) throw base::invalid("A trait's name is empty or too long.", "Name it as it is sent.", std::string("traits.") + d.name);
  });
}

std::string plain_name(std::string_view name) {
  std::string plain;
  for (unsigned char c : name) {
    if (c >= 'A' && c <= 'Z') plain += static_cast<char>(c + 32);
    else if (c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.') plain += static_cast<char>(c);
  }
  return plain;
}

}  // namespace record::linkage
