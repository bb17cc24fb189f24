#pragma once

#include <boost/describe.hpp>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/live_file.hpp"
#include "base/result.hpp"
#include "distribution/ern.hpp"
#include "distribution/preflight.hpp"

/// What each store and distributor accepts, and how it wants to be told: data/distribution/stores.json.
namespace troupe::distribution {

/// What is sent last and says that a batch is whole: a message of the choreography, or an empty file of its name.
BOOST_DEFINE_ENUM_CLASS(ManifestKind, message, semaphore)
/// What a store does with AI's work: takes it, takes it when told, marks it, refuses any, refuses what is wholly AI's.
BOOST_DEFINE_ENUM_CLASS(AiPolicy, accepted, disclosed, tagged, refused, refused_when_all)

/// How a store is delivered to. The defaults are what DDEX's documents describe.
struct DeliveryProfile {
    std::string address;  ///< "folder:/srv/out", "sftp://user@host:22/in", "s3://bucket/prefix"; empty: none known yet
    bool takes_ern = true;  ///< false: it wants something else than DDEX's messages
    std::string dpid;       ///< the recipient of its messages; empty: not known yet
    ErnVersion version = ErnVersion::ern_43;
    MessageControl control = MessageControl::live;  ///< test: its feed for tests, which takes works without codes
    HashAlgorithm hash = HashAlgorithm::md5;
    DealDates deal_dates = DealDates::day;
    TakedownStyle takedown = TakedownStyle::ended_deals;
    std::string avs_version;
    std::string prefix;  ///< of batch folders: P, M, N, or empty for none
    ManifestKind manifest = ManifestKind::message;
    bool bare_changes = false;                          ///< updates and takedowns come without sound and pictures
    std::string acknowledgements = "acknowledgements";  ///< the folder of its answers
};
BOOST_DESCRIBE_STRUCT(DeliveryProfile, (),
                      (address, takes_ern, dpid, version, control, hash, deal_dates, takedown, avs_version, prefix,
                       manifest, bare_changes, acknowledgements))

struct Store {
    std::string id;  ///< "deezer": small letters, digits, _
    std::string name;
    std::string role;  ///< store, distributor
    AiPolicy ai = AiPolicy::refused;
    std::vector<std::string> formats{"flac", "wav"};  ///< of sound files
    int least_days = 0;                               ///< before the release date
    int recommended_days = 0;
    bool takes_drafts = false;  ///< codes are no matter there
    std::string note;
    std::string source, verified_at;  ///< whose word it is, and when it was read
    DeliveryProfile delivery;
    std::string form;  ///< id of the form (forms.hpp) that a person fills in there; empty: none is known
};
BOOST_DESCRIBE_STRUCT(Store, (),
                      (id, name, role, ai, formats, least_days, recommended_days, takes_drafts, note, source,
                       verified_at, delivery, form))

struct StoreTable {
    std::vector<Store> stores;
};
BOOST_DESCRIBE_STRUCT(StoreTable, (), (stores))

/// The built-in table with `file` laid over it: of a store of the same id the fields that are given, else a store more.
/// Errors: invalid_input naming file, store and field; not_found.
[[nodiscard]] Result<StoreTable> load_stores(std::optional<std::filesystem::path> const& file = {});
/// The same, read again when the file changes.
[[nodiscard]] Result<LiveFile<StoreTable>> open_stores(std::optional<std::filesystem::path> const& file);

/// Error: not_found, with the ids that there are.
[[nodiscard]] Result<Store> find_store(StoreTable const& table, std::string const& id);

/// What this store would do with a release whose checks gave this: refuse it, wait for something, or take it.
[[nodiscard]] StoreVerdict judge_store(Store const& store, Release const& release, Date today, Preflight const& checks);

}  // namespace troupe::distribution
