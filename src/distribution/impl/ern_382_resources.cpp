#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>

#include "base/text.hpp"
#include "distribution/impl/dialects.hpp"
#include "distribution/impl/ern_382.hpp"
#include "distribution/impl/xml_build.hpp"

namespace troupe::distribution::impl {
namespace {

using pugi::xml_node;

/// Those who made the work rather than the recording.
constexpr std::array<std::string_view, 13> work_roles{
    "Adapter",  "Arranger",       "AssociatedPerformer", "Author",      "Composer",    "ComposerLyricist", "Librettist",
    "Lyricist", "MusicPublisher", "NonLyricAuthor",      "SubArranger", "SubLyricist", "Translator"};
constexpr std::array<std::string_view, 9> recording_roles{
    "Artist", "Choir", "Conductor", "Contributor", "Ensemble", "FeaturedArtist", "Orchestra", "Programmer", "Soloist"};

template <std::size_t n>
bool contains(std::array<std::string_view, n> const& words, std::string const& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

void add_contributor(xml_node parent, Message const& message, Credit const& credit, bool of_the_work, int& sequence) {
    xml_node node;
    for (auto const& role : credit.roles) {
        if (contains(work_roles, role) != of_the_work) continue;
        if (!node) {
            node = add(parent, of_the_work ? "IndirectResourceContributor" : "ResourceContributor");
            set(node, "SequenceNumber", std::to_string(++sequence));
            add_party_382(node, message.parties[credit.party]);
        }
        auto const* name = of_the_work ? "IndirectResourceContributorRole" : "ResourceContributorRole";
        if (of_the_work || contains(recording_roles, role))
            add(node, name, role);
        else if (role == "StudioProducer")
            add(node, name, "Producer");
        else
            add_own_word(node, name, message.name_space, role);
    }
}

void add_contributors(xml_node parent, Message const& message, Recording const& recording) {
    int sequence = 0;
    for (auto const& credit : recording.credits) add_contributor(parent, message, credit, false, sequence);
    sequence = 0;
    for (auto const& credit : recording.credits) add_contributor(parent, message, credit, true, sequence);
}

void add_file(xml_node parent, Message const& message, DeliveredFile const& file) {
    auto node = add(parent, "File");
    std::filesystem::path const path(file.uri);
    add(node, "FileName", path.filename().string());
    if (path.has_parent_path()) add(node, "FilePath", path.parent_path().string() + "/");
    auto hash = add(node, "HashSum");
    add(hash, "HashSum", file.hash);
    if (message.settings.hash == HashAlgorithm::md5)
        add(hash, "HashSumAlgorithmType", "MD5");
    else
        add_own_word(hash, "HashSumAlgorithmType", message.name_space, "SHA-256");
}

void add_sound_details(xml_node parent, Message const& message, Recording const& recording) {
    auto const& track = *recording.track;
    auto details = add(parent, "TechnicalSoundRecordingDetails");
    add(details, "TechnicalResourceDetailsReference", recording.details);
    add_sound_format(details, track);
    add_file(details, message, recording.file);
}

void add_codec(xml_node parent, Message const& message, VideoCodec codec) {
    switch (codec) {
        case VideoCodec::h264:
            add(parent, "VideoCodecType", "AVC");
            break;
        case VideoCodec::mpeg2:
            add(parent, "VideoCodecType", "MPEG-2");
            break;
        case VideoCodec::hevc:
            add_own_word(parent, "VideoCodecType", message.name_space, "HEVC");
            break;
        case VideoCodec::prores_422_hq:
            add_own_word(parent, "VideoCodecType", message.name_space, "ProRes-422_HQ");
            break;
    }
}

void add_video_details(xml_node parent, Message const& message, Recording const& recording) {
    auto const& track = *recording.track;
    auto details = add(parent, "TechnicalVideoDetails");
    add(details, "TechnicalResourceDetailsReference", recording.details);
    if (auto const container = container_of(track.file); !container.empty()) add(details, "ContainerFormat", container);
    add_codec(details, message, track.video->codec);
    add(details, "FrameRate", fmt::format("{}", track.video->frames_per_second));
    add_size(details, track.video->width_px, track.video->height_px);
    add(details, "NumberOfAudioChannels", track.channels);
    set(add(details, "AudioSamplingRate", track.sample_rate_hz), "UnitOfMeasure", "Hz");
    add(details, "Duration", duration(track.seconds));
    add_file(details, message, recording.file);
}

/// In the schema's order: what a video keeps apart stands elsewhere among the same names.
void write_details(xml_node parent, Message const& message, Recording const& recording) {
    auto const& track = *recording.track;
    auto node = add(parent, message.is_video() ? "VideoDetailsByTerritory" : "SoundRecordingDetailsByTerritory");
    add(node, "TerritoryCode", "Worldwide");
    add_titles_382(node, {track.title, track.version});
    add_artists_382(node, message, recording.artists);
    add_contributors(node, message, recording);
    add(node, "DisplayArtistName", recording.artist);
    add(node, "LabelName", message.release.label);
    add(node, "OriginalResourceReleaseDate", format_date(recording.first_published));
    add_rights(node, "PLine", recording.p_line);
    add_genre_382(node, message.release);
    add(node, "ParentalWarningType", parental_warning(track.explicit_lyrics));
    if (message.is_video())
        add_video_details(node, message, recording);
    else
        add_sound_details(node, message, recording);
}

/// 3.8.2 knows languages of two letters alone.
void add_language(xml_node parent, Track const& track) {
    auto const code = text::lower(track.language.substr(0, track.language.find('-')));
    if (!track.instrumental && code.size() == 2) add(parent, "LanguageOfPerformance", code);
}

void write_recording(xml_node list, Message const& message, Recording const& recording) {
    auto const& track = *recording.track;
    bool const is_video = message.is_video();
    auto node = add(list, is_video ? "Video" : "SoundRecording");
    add(node, is_video ? "VideoType" : "SoundRecordingType",
        is_video ? "ShortFormMusicalWorkVideo" : "MusicalWorkSoundRecording");
    auto id = add(node, is_video ? "VideoId" : "SoundRecordingId");
    if (track.isrc.is_given()) add(id, "ISRC", track.isrc.value);
    add_proprietary_id(id, message, recording.own_id);
    if (!track.iswc.empty())
        add(add(node, is_video ? "IndirectVideoId" : "IndirectSoundRecordingId"), "ISWC", track.iswc);
    add(node, "ResourceReference", recording.reference);
    add_title_parts(add(node, "ReferenceTitle"), {track.title, track.version});
    add(node, "IsInstrumental", track.instrumental);
    add_language(node, track);
    add(node, "Duration", duration(track.seconds));
    write_details(node, message, recording);
}

void write_cover(xml_node list, Message const& message) {
    auto const& cover = message.release.cover;
    auto node = add(list, "Image");
    add(node, "ImageType", message.is_video() ? "VideoScreenCapture" : "FrontCoverImage");
    add_proprietary_id(add(node, "ImageId"), message, message.cover.own_id);
    add(node, "ResourceReference", message.cover.reference);
    auto details = add(node, "ImageDetailsByTerritory");
    add(details, "TerritoryCode", "Worldwide");
    add_rights(details, "CLine", message.release.c_line);
    add(details, "ParentalWarningType", "NotExplicit");
    auto technical = add(details, "TechnicalImageDetails");
    add(technical, "TechnicalResourceDetailsReference", message.cover.details);
    add(technical, "ImageCodecType", text::lower(cover.file).ends_with(".png") ? "PNG" : "JPEG");
    add_size(technical, cover.width_px, cover.height_px);
    add_file(technical, message, message.cover.file);
}

}  // namespace

void write_ern_382_resources(xml_node root, Message const& message) {
    auto list = add(root, "ResourceList");
    for (auto const& recording : message.recordings) write_recording(list, message, recording);
    write_cover(list, message);
}

}  // namespace troupe::distribution::impl
