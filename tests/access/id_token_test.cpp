// Tokens made here with keys of our own; tests/oidc attacks the whole walk with a provider that lies.
#include "access/oidc/id_token.h"

#include <gtest/gtest.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <sodium.h>

#include "access/oidc/options.h"
#include "access/oidc/sign_on.h"
#include "base/error.h"
#include "base/limits.h"

namespace rights {
namespace {

std::string encoded(std::string_view bytes) {
  std::string out(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  out.pop_back();
  return out;
}

// An RSA key pair whose public half is told as a JWK.
class Signer {
 public:
  explicit Signer(unsigned bits = 2048) : key_(EVP_RSA_gen(bits)) {}
  ~Signer() { EVP_PKEY_free(key_); }
  Signer(const Signer&) = delete;
  Signer& operator=(const Signer&) = delete;

  base::JsonObject jwk(const std::string& id) const {
    auto number = [&](const char* name) {
      BIGNUM* value = nullptr;
      EVP_PKEY_get_bn_param(key_, name, &value);
      std::string bytes(static_cast<std::size_t>(BN_num_bytes(value)), '\0');
      BN_bn2bin(value, reinterpret_cast<unsigned char*>(bytes.data()));
      BN_free(value);
      return encoded(bytes);
    };
    return {{"kty", "RSA"}, {"kid", id}, {"use", "sig"}, {"alg", "RS256"}, {"n", number("n")}, {"e", number("e")}};
  }
  std::string sign(const base::JsonObject& head, const base::JsonObject& claims) const {
    auto text = encoded(base::json_text(head)) + "." + encoded(base::json_text(claims));
    auto* context = EVP_MD_CTX_new();
    std::size_t length = 0;
    EVP_DigestSignInit(context, nullptr, EVP_sha256(), nullptr, key_);
    EVP_DigestSign(context, nullptr, &length, reinterpret_cast<const unsigned char*>(text.data()), text.size());
    std::string signature(length, '\0');
    EVP_DigestSign(context, reinterpret_cast<unsigned char*>(signature.data()), &length, reinterpret_cast<const unsigned char*>(text.data()), text.size());
    EVP_MD_CTX_free(context);
    signature.resize(length);
    return text + "." + encoded(signature);
  }

 private:
  EVP_PKEY* key_;
};

class IdToken : public testing::Test {
 protected:
  static constexpr base::Time now{1'700'000'000 * base::second};
  const Expected expected{"https://id.example.com", "us", "n0nce", now};
  base::JsonObject head{{"alg", "RS256"}, {"kid", "a"}};
  base::JsonObject claims{{"iss", "https://id.example.com"}, {"aud", "us"}, {"sub", "s"}, {"nonce", "n0nce"}, {"iat", 1'700'000'000}, {"exp", 1'700'000'300}};
  Signer signer;
  SigningKeys keys = read_keys(base::JsonObject{{"keys", base::JsonArray{signer.jwk("a")}}});

  bool passes(const std::string& token) {
    try {
      verified_claims(token, keys, expected);
      return true;
    } catch (const base::Error& error) {
      EXPECT_EQ(error.code, base::ErrorCode::unauthenticated);
      return false;
    }
  }
};

TEST_F(IdToken, passes_when_all_is_right) {
  EXPECT_EQ(verified_claims(signer.sign(head, claims), keys, expected).at("sub"), "s");
  claims["aud"] = base::JsonArray{"us"};
  EXPECT_TRUE(passes(signer.sign(head, claims)));
  claims["aud"] = base::JsonArray{"us", "them"};
  EXPECT_FALSE(passes(signer.sign(head, claims)));
  claims["azp"] = "us";
  EXPECT_TRUE(passes(signer.sign(head, claims)));
}

TEST_F(IdToken, any_bit_that_is_turned_is_found) {
  auto token = signer.sign(head, claims);
  for (std::size_t at = 0; at + 1 < token.size(); at += 7) {
    auto bent = token;
    bent[at] = bent[at] == 'A' ? 'B' : 'A';
    if (bent != token) EXPECT_FALSE(passes(bent)) << at;
  }
  for (std::size_t length : {0ul, 1ul, 10ul, token.size() / 2, token.size() - 1}) EXPECT_FALSE(passes(token.substr(0, length))) << length;
}

TEST_F(IdToken, times_have_a_minute_of_slack_and_no_more) {
  auto with = [&](const char* name, std::int64_t seconds) {
    auto changed = claims;
    changed[name] = seconds;
    return passes(signer.sign(head, changed));
  };
  const std::int64_t at = 1'700'000'000;
  EXPECT_TRUE(with("exp", at - 59));
  EXPECT_FALSE(with("exp", at - 60));
  EXPECT_TRUE(with("iat", at + 60));
  EXPECT_FALSE(with("iat", at + 61));
  EXPECT_TRUE(with("iat", at - 660));
  EXPECT_FALSE(with("iat", at - 661));
  EXPECT_FALSE(with("nbf", at + 61));
  EXPECT_FALSE(with("exp", -1));
  EXPECT_FALSE(with("exp", INT64_MAX));
}

TEST_F(IdToken, weak_and_foreign_keys_are_not_read) {
  Signer weak(1024);
  EXPECT_TRUE(read_keys(base::JsonObject{{"keys", base::JsonArray{weak.jwk("w")}}}).keys.empty());
  auto encrypting = signer.jwk("e");
  encrypting["use"] = "enc";
  auto other = signer.jwk("o");
  other["alg"] = "RS512";
  EXPECT_TRUE(read_keys(base::JsonObject{{"keys", base::JsonArray{encrypting, other, base::JsonObject{{"kty", "oct"}, {"k", "AAAA"}}, 7, "x"}}}).keys.empty());
  Signer stranger;
  EXPECT_FALSE(passes(stranger.sign(head, claims)));
  EXPECT_FALSE(has_key_for(keys, {"RS256", "b"}));
  EXPECT_FALSE(has_key_for(keys, {"ES256", "a"}));
  EXPECT_TRUE(has_key_for(keys, {"RS256", ""}));
}

TEST_F(IdToken, of_a_providers_keys_the_first_are_looked_at) {
  auto listed = [&](std::size_t n) {
    base::JsonArray many;
    for (std::size_t i = 1; i < n; ++i) many.push_back(signer.jwk("k" + std::to_string(i)));
    many.push_back(signer.jwk("last"));
    return read_keys(base::JsonObject{{"keys", many}});
  };
  EXPECT_TRUE(has_key_for(listed(base::limits::provider_keys), {"RS256", "last"}));
  EXPECT_FALSE(has_key_for(listed(base::limits::provider_keys + 1), {"RS256", "last"}));
}

TEST(SignOnPaths, lead_to_this_server_alone) {
  for (auto right : {"/", "/customers?kind=identified", "/a/b#c"}) EXPECT_EQ(local_path(right), right);
  for (auto wrong : {"", "x", "//evil", "/\\evil", "https://evil", "/a b", "/a\nb", "javascript:x", "/\xC3\xA9"}) EXPECT_EQ(local_path(wrong), "/") << wrong;
  EXPECT_EQ(local_path("/" + std::string(600, 'x')), "/");
}

TEST(SignOnOptions, say_what_is_not_right) {
  OidcOptions right{.issuer = "https://id.example.com", .client_id = "us", .public_url = "https://cx.example.com"};
  EXPECT_NO_THROW(check(right));
  EXPECT_NO_THROW(check(OidcOptions{}));
  EXPECT_THROW(check(OidcOptions{.only = true}), base::Error);
  auto wrong = [&](auto change) {
    auto options = right;
    change(options);
    EXPECT_THROW(check(options), base::Error);
  };
  wrong([](auto& o) { o.issuer = "id.example.com"; });
  wrong([](auto& o) { o.issuer = "http://id.example.com"; });
  wrong([](auto& o) { o.issuer += "?x"; });
  wrong([](auto& o) { o.client_id.clear(); });
  wrong([](auto& o) { o.public_url.clear(); });
  wrong([](auto& o) { o.public_url += "/"; });
  wrong([](auto& o) { o.public_url = "http://cx.example.com"; });
  EXPECT_EQ(read_mapping("a=b=agent").group, "a=b");
  for (auto text : {"", "agent", "=agent", "x=emperor", "x="}) EXPECT_THROW(read_mapping(text), base::Error) << text;
}

}  // namespace
}  // namespace rights
