#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace troupe::media {

/// What kind of maker it was. Procedural: rules and arithmetic, like our embedded engines. Generative: a trained model.
BOOST_DEFINE_ENUM_CLASS(MakerKind, procedural, generative, human)

/// How much of one aspect of a work AI made. DDEX 4.3.2 words.
BOOST_DEFINE_ENUM_CLASS(AiShare, none, partly, all)

/// The seven aspects a label must answer for; nothing: the work has no such aspect (a cover has no vocals).
struct AiShares {
    std::optional<AiShare> vocals, lyrics, composition, instrumentation, mix, artwork, video;
};
BOOST_DESCRIBE_STRUCT(AiShares, (), (vocals, lyrics, composition, instrumentation, mix, artwork, video))

/// Where a made thing comes from: enough to make it again and to disclose it.
struct Provenance {
    std::string engine;          ///< "troupe composer", "suno"
    std::string engine_version;  ///< of the engine, not of Troupe
    MakerKind kind = MakerKind::procedural;
    std::uint64_t seed = 0;
    std::string prompt;               ///< the brief or prompt it was made from, as text
    std::vector<std::string> inputs;  ///< SHA-256 of the files that went in
    std::string licence;              ///< of the engine's output
    AiShares ai;                      ///< our procedural engines count as AI until the label says otherwise
    std::optional<std::string> stood_in_for;  ///< why a remote engine that was to make it did not; nothing: as intended
};
BOOST_DESCRIBE_STRUCT(Provenance, (), (engine, engine_version, kind, seed, prompt, inputs, licence, ai, stood_in_for))

/// The sentence that is written into tags and shown to people: "Vocals, lyrics and composition made with AI."
/// Empty when nothing was.
[[nodiscard]] std::string disclosure(AiShares const& ai);
/// IPTC digital source type for XMP: "trainedAlgorithmicMedia", "algorithmicMedia" or
/// "digitalCreation" (https://cv.iptc.org/newscodes/digitalsourcetype/).
[[nodiscard]] std::string digital_source_type(Provenance const& provenance);

}  // namespace troupe::media
