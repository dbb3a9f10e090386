// Every limit on input in one place: what an outsider may send, and how much we hold for them. docs/limits.md is written from
// this file by tools/limits-page.mjs, and a test keeps the two the same: each line has its sentence.
#pragma once
#include <cstddef>
#include <cstdint>

namespace base::limits {

// -- Connections and requests
inline constexpr int connections = 20'000;                     // open at once; fewer where the system allows fewer open files
inline constexpr int files_apart = 256;                        // open files that connections leave to the database and uploads
inline constexpr int header_seconds = 15;                      // to send a request's head
inline constexpr int body_seconds = 120;                       // for each 16 KiB of a body, 256 KiB of an upload
inline constexpr int whole_body_seconds = 300;                 // for all of a body that is held in memory; over that 408
inline constexpr int idle_seconds = 75;                        // between requests
inline constexpr int lingering_seconds = 2;                    // for the other end to hear our last answer
inline constexpr std::size_t header_bytes = 32u << 10;         // a request's head with its address; over that 431
inline constexpr std::size_t header_fields = 128;              // lines in a head; over that 431
inline constexpr std::size_t query_parameters = 100;           // in one address
inline constexpr std::size_t authorization_bytes = 512;        // an Authorization header; longer ones are nobody's
inline constexpr std::size_t idempotency_key_bytes = 255;      // an Idempotency-Key
inline constexpr std::size_t body_bytes = 8u << 20;            // one JSON request; over that 413
inline constexpr std::uint64_t bodies_bytes = 256ull << 20;    // all JSON requests that are in work at once; over that 429
inline constexpr std::size_t inflated_bytes = 32u << 20;       // a compressed request, unpacked; over that 413
inline constexpr std::size_t json_depth = 32;                  // objects and lists in each other
inline constexpr std::size_t json_values = 1'000'000;          // values in one JSON text

// -- Interactions
inline constexpr std::size_t batch_events = 5'000;             // interactions in one request
inline constexpr std::size_t event_bytes = 256u << 10;         // one interaction with all its texts and properties
inline constexpr std::size_t key_bytes = 512;                  // source_key, identifier, name of what happened
inline constexpr std::size_t text_bytes = 128u << 10;          // text of an interaction
inline constexpr std::size_t subject_bytes = 4'096;            // subject of an interaction; longer ones are cut
inline constexpr std::size_t language_bytes = 35;              // a language's tag
inline constexpr std::size_t channel_bytes = 40;               // a channel's name
inline constexpr std::size_t identities_per_event = 16;        // identifiers in one interaction
inline constexpr std::size_t traits_bytes = 64u << 10;         // all traits of a profile
inline constexpr std::size_t queued_events = 200'000;          // waiting to be written; over that 429
inline constexpr std::size_t queued_bytes = 256u << 20;        // waiting to be written; over that 429

// -- Words that the record learns: held in memory for good, so their number is bounded
inline constexpr std::size_t channels = 1'000;                 // different channels
inline constexpr std::size_t activities = 100'000;             // different names of what happened, over all channels
inline constexpr std::size_t sources = 10'000;                 // different sources
inline constexpr std::size_t name_spaces = 1'000;              // different kinds of identifiers

// -- Questions and decisions
inline constexpr std::size_t page_rows = 1'000;                // rows in one list answer
inline constexpr std::size_t page_rows_default = 50;           // rows when none are asked for
inline constexpr std::size_t query_bytes = 200;                // a search
inline constexpr std::size_t question_steps = 20;              // steps of a funnel or path
inline constexpr std::size_t question_groups = 1'000;          // values that an answer is told by
inline constexpr std::size_t question_periods = 4'000;         // days, weeks or months that an answer spans
inline constexpr std::size_t question_slots = 20'000'000;       // the finest regular steps of a calendar that an answer spans
inline constexpr std::size_t question_matches = 1'000;         // activities named in one match
inline constexpr std::size_t question_rows = 10'000;           // paths or edges in one answer
inline constexpr std::size_t variant_activities = 1'000;        // interactions of an episode that is told as a variant
inline constexpr std::size_t variants_held = 64'000'000;        // words of 8 bytes in which one question counts its variants: six for each
inline constexpr std::size_t question_drivers = 200;           // activities and experiences that are held against an outcome
inline constexpr std::size_t adjusted_dimensions = 4;          // dimensions that an effect is adjusted for
inline constexpr std::size_t adjusted_groups = 1'000;          // combinations of their values
inline constexpr std::size_t saved_questions = 2'000;          // saved questions and segments, removed ones too
inline constexpr std::size_t saved_name_bytes = 200;           // the name of one
inline constexpr std::size_t saved_question_bytes = 16u << 10; // what one asks, as JSON
inline constexpr std::size_t dimensions = 20;                  // declared in the settings
inline constexpr std::size_t dimension_bytes = 200;            // of a value of a dimension; longer ones are cut
inline constexpr std::size_t audit_details_bytes = 16u << 10;  // what an entry of the audit log says of a change
inline constexpr std::size_t reason_bytes = 2'000;             // why a person joined two customers

// -- Journey maps
inline constexpr std::size_t journeys = 500;                   // journey maps, removed ones too
inline constexpr std::size_t journey_bytes = 2u << 20;         // one journey map, as JSON
inline constexpr std::size_t journey_stages = 60;              // stages of a journey map
inline constexpr std::size_t journey_touchpoints = 400;        // touchpoints of a journey map
inline constexpr std::size_t journey_outcomes = 20;            // outcomes of a journey map
inline constexpr std::size_t journey_parts = 100;              // channels, links, barriers or tasks of a touchpoint
inline constexpr std::size_t journey_line_bytes = 200;         // a name, owner, department or region on a journey map
inline constexpr std::size_t journey_text_bytes = 4'000;       // a description on a journey map, a comment
inline constexpr std::size_t journey_link_bytes = 2'000;       // an address that a touchpoint links to
inline constexpr std::size_t journey_edits = 500;              // edits of a journey map in one request
inline constexpr std::size_t journey_versions = 5'000;         // versions of a journey map that are kept; older ones go, named ones stay
inline constexpr std::size_t journey_named_versions = 200;     // named versions of a journey map
inline constexpr std::size_t journey_comments = 5'000;         // comments on a journey map
inline constexpr std::size_t journey_mentions = 20;            // people mentioned in one comment
inline constexpr std::size_t journey_visitors = 100;           // people whom one node knows to be looking at one journey map

// -- People, keys, sign-in
inline constexpr std::size_t people = 10'000;                  // people who work here
inline constexpr std::size_t keys = 1'000;                     // keys in use
inline constexpr std::size_t email_bytes = 254;                // a person's e-mail address
inline constexpr std::size_t person_name_bytes = 200;          // a person's name
inline constexpr std::size_t key_name_bytes = 120;             // a key's name
inline constexpr std::size_t password_characters = 8;          // a password has at least so many
inline constexpr std::size_t password_bytes = 1'024;           // a password has at most so many bytes
inline constexpr std::size_t attempts_held = 20'000;           // accounts and addresses whose sign-ins are counted at once
inline constexpr std::size_t id_token_bytes = 64u << 10;       // a token of single sign-on
inline constexpr std::size_t provider_keys = 64;               // public keys of a provider that are looked at
inline constexpr std::size_t provider_groups = 1'000;          // groups of a person that a provider names
inline constexpr std::size_t regions = 1'000;                  // regions of a company
inline constexpr std::size_t teams = 1'000;                    // teams of a company
inline constexpr std::size_t place_name_bytes = 120;           // name of a team or region
inline constexpr std::size_t region_words = 50;                // other words for a region
inline constexpr std::size_t team_members = 1'000;             // people in one team

// -- What we ask other servers (single sign-on)
inline constexpr std::size_t outgoing_answer_bytes = 1u << 20; // what another server answers us
inline constexpr int outgoing_connect_seconds = 5;             // to reach it
inline constexpr int outgoing_seconds = 10;                    // for its whole answer

// -- Files
inline constexpr std::uint64_t upload_bytes = 64ull << 30;     // one uploaded file
inline constexpr std::size_t uploads = 1'000;                  // uploaded files kept at once (each for 7 days after its last use)
inline constexpr std::size_t imports_waiting = 100;            // imports queued behind the one that runs
inline constexpr std::size_t file_name_bytes = 200;            // an uploaded file's name; longer ones are cut
inline constexpr std::size_t import_row_bytes = 4u << 20;      // one row of an imported file
inline constexpr std::size_t import_columns = 2'000;           // columns of an imported file
inline constexpr std::size_t xml_depth = 32;                  // elements in each other in an XES log
inline constexpr std::size_t xml_token_bytes = 4u << 20;       // one tag, text or comment of an XES log
inline constexpr std::size_t xes_attributes = 1'000;            // attributes of one event or trace of an XES log, attributes of attributes included
inline constexpr std::size_t rejected_shown = 100;             // errors listed in an import's answer
inline constexpr std::size_t join_bytes = 1u << 30;            // memory for one file that is joined to another
inline constexpr std::size_t map_bytes = 1u << 20;             // a map
inline constexpr std::size_t map_parts = 200;                  // files, joins, identities or interactions in one list of a map
inline constexpr std::size_t settings_bytes = 64u << 10;       // the settings file
inline constexpr std::size_t archive_piece_bytes = 8u << 20;   // a piece of a backup, unpacked

// -- Open pages (/api/live)
inline constexpr std::size_t live_sockets = 4'000;             // open pages that are told of changes
inline constexpr std::size_t live_sockets_per_caller = 32;     // of one person or key
inline constexpr std::size_t live_frame_bytes = 4u << 10;      // one message from a page
inline constexpr int live_frames_a_minute = 60;                // messages from a page
inline constexpr std::size_t live_ids = 100;                   // named in one message; more are "many"
inline constexpr int live_idle_seconds = 60;                   // without an answer to a ping
inline constexpr int live_write_seconds = 10;                  // for one message to be taken

// -- Comparing people
inline constexpr std::size_t link_trait_names = 100;           // traits that may tell one field of a person
inline constexpr std::int64_t link_block_people = 5'000;       // ceiling of the setting block_people (300 at first): keys of more people are passed over
inline constexpr std::size_t link_value_bytes = 120;           // of a value, compared: a longer one is cut
inline constexpr std::size_t link_values = 6;                  // of one field of a person, compared
inline constexpr std::size_t link_truth_rows = 200'000;        // known people a report is held against, in one request

}  // namespace base::limits
