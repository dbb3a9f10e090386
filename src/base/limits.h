// Every limit on input in one place: what an outsider may send, and how much we hold for them.
#pragma once
#include <cstddef>
#include <cstdint>

namespace base::limits {

inline constexpr std::size_t body_bytes = 8u << 20;            // one JSON request
inline constexpr std::uint64_t bodies_bytes = 256ull << 20;    // all JSON requests that are in work at once, over that 429
inline constexpr std::size_t inflated_bytes = 32u << 20;       // a compressed request, unpacked
inline constexpr std::uint64_t upload_bytes = 64ull << 30;     // one uploaded file
inline constexpr std::size_t header_bytes = 32u << 10;
inline constexpr std::size_t json_depth = 32;
inline constexpr std::size_t json_values = 1'000'000;         // values in one JSON text
inline constexpr std::size_t batch_events = 5'000;             // interactions in one request
inline constexpr std::size_t event_bytes = 256u << 10;         // one interaction with all its texts
inline constexpr std::size_t key_bytes = 512;                  // source_key, identifier, activity name
inline constexpr std::size_t text_bytes = 128u << 10;          // text of an interaction
inline constexpr std::size_t identities_per_event = 16;
inline constexpr std::size_t traits_bytes = 64u << 10;         // all traits of a profile
inline constexpr std::size_t page_rows = 1'000;                // rows in one list answer
inline constexpr std::size_t page_rows_default = 50;
inline constexpr std::size_t query_bytes = 200;                // a search
inline constexpr int connections = 20'000;
inline constexpr int header_seconds = 15;                      // to send a request's head
inline constexpr int body_seconds = 120;                       // without progress in a body
inline constexpr int idle_seconds = 75;                        // between requests
inline constexpr int lingering_seconds = 2;                    // for the other end to hear our last answer
inline constexpr std::size_t queued_events = 200'000;          // waiting for the appender, over that 429
inline constexpr std::size_t queued_bytes = 256u << 20;
inline constexpr std::size_t outgoing_answer_bytes = 1u << 20; // what another server (single sign-on) answers us
inline constexpr int outgoing_connect_seconds = 5;
inline constexpr int outgoing_seconds = 10;
inline constexpr std::size_t id_token_bytes = 64u << 10;       // a token of single sign-on
inline constexpr std::size_t provider_keys = 64;               // public keys of a provider that are looked at
inline constexpr std::size_t provider_groups = 1'000;          // groups of a person that a provider names
inline constexpr std::size_t place_name_bytes = 120;           // name of a team or region
inline constexpr std::size_t region_words = 50;                // other words for a region
inline constexpr std::size_t team_members = 1'000;
inline constexpr std::size_t rejected_shown = 100;             // errors listed in an import's answer
inline constexpr std::size_t audit_details_bytes = 16u << 10;    // what an entry of the audit log says of a change
inline constexpr std::size_t import_row_bytes = 4u << 20;      // one row of an imported file
inline constexpr std::size_t import_columns = 2'000;

}  // namespace base::limits
