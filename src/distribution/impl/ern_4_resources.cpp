#include <fmt/format.h>

#include "base/json.hpp"
#include "base/text.hpp"
#include "distribution/impl/dialects.hpp"
#include "distribution/impl/ern_4.hpp"
#include "distribution/impl/xml_build.hpp"

namespace troupe::distribution::impl {
namespace {

using pugi::xml_node;

void add_file(xml_node parent, Message const& message, DeliveredFile const& file) {
    auto node = add(parent, "File");
    add(node, "URI", file.uri);
    auto hash = add(node, "HashSum");
    add(hash, "Algorithm", message.settings.hash == HashAlgorithm::md5 ? "MD5" : "SHA-256");
    add(hash, "HashSumValue", file.hash);
}

void add_role(xml_node parent, Message const& message, std::string const& role) {
    // 4.3.2 makes room for instruments beside the role's name.
    if (has_ai(message))
        add(add(parent, "Role"), "Value", role);
    else
        add(parent, "Role", role);
}

void add_credits(xml_node parent, Message const& message, Recording const& recording) {
    int sequence = 0;
    for (auto const& credit : recording.credits) {
        auto node = add(parent, "Contributor");
        set(node, "SequenceNumber", std::to_string(++sequence));
        if (credit.name.empty())
            add(node, "SpecialContributor", "GenerativeAI");
        else
            add(node, "ContributorPartyReference", message.parties[credit.party].reference);
        for (auto const& role : credit.roles) add_role(node, message, role);
        if (credit.ai) add(node, "AiContribution", ai_word(*credit.ai));
    }
}

void add_sound_file(xml_node edition, Message const& message, Recording const& recording) {
    auto const& track = *recording.track;
    auto details = add(edition, "TechnicalDetails");
    add(details, "TechnicalResourceDetailsReference", recording.details);
    auto file = add(details, "DeliveryFile");
    add(file, "Type", "AudioFile");
    add_sound_format(file, track);
    add_file(file, message, recording.file);
    add(file, "IsProvidedInDelivery", message.settings.brings_files);
}

char const* codec_word(VideoCodec codec) {
    switch (codec) {
        case VideoCodec::hevc:
            return "HEVC";
        case VideoCodec::mpeg2:
            return "MPEG-2";
        case VideoCodec::prores_422_hq:
            return "ProRes-422_HQ";
        default:
            return "AVC";
    }
}

void add_video_file(xml_node edition, Message const& message, Recording const& recording) {
    auto const& track = *recording.track;
    auto details = add(edition, "TechnicalDetails");
    add(details, "TechnicalResourceDetailsReference", recording.details);
    auto file = add(details, "DeliveryFile");
    add(file, "Type", "AudioVisualFile");
    if (auto const container = container_of(track.file); !container.empty()) add(file, "ContainerFormat", container);
    add(file, "VideoCodecType", codec_word(track.video->codec));
    add(file, "FrameRate", fmt::format("{}", track.video->frames_per_second));
    add_size(file, track.video->width_px, track.video->height_px);
    add(file, "NumberOfAudioChannels", track.channels);
    set(add(file, "AudioSamplingRate", track.sample_rate_hz), "UnitOfMeasure", "Hz");
    add(file, "Duration", duration(track.seconds));
    add_file(file, message, recording.file);
    add(file, "IsProvidedInDelivery", message.settings.brings_files);
}

void write_edition(xml_node parent, Message const& message, Recording const& recording) {
    auto edition = add(parent, message.is_video() ? "VideoEdition" : "SoundRecordingEdition");
    auto id = add(edition, "ResourceId");
    if (recording.track->isrc.is_given()) add(id, "ISRC", recording.track->isrc.value);
    add_proprietary_id(id, message, recording.own_id);
    everywhere_43(add_rights(edition, "PLine", recording.p_line), message);
    if (message.is_video())
        add_video_file(edition, message, recording);
    else
        add_sound_file(edition, message, recording);
}

void add_first_publication(xml_node parent, Message const& message, Recording const& recording) {
    auto const day = format_date(recording.first_published);
    if (!message.is_video()) return everywhere_43(add(parent, "FirstPublicationDate", day), message);
    auto node = add(parent, "FirstPublicationDate");
    everywhere_43(node, message);
    add(node, "FulfillmentDate", day);
}

/// Who sings, and what: in 4.3.2 HasVocalPerformance speaks of people alone and IsInstrumental is no longer wanted.
void add_voice(xml_node parent, Message const& message, Recording const& recording) {
    if (recording.ai) add(parent, "ContainsAI", ai_word(*recording.ai));
    add(parent, "HasVocalPerformance", recording.has_human_voice);
    if (!has_ai(message)) add(parent, "IsInstrumental", recording.track->instrumental);
    if (!recording.track->instrumental) add(parent, "LanguageOfPerformance", recording.track->language);
}

void write_recording(xml_node list, Message const& message, Recording const& recording) {
    auto const& track = *recording.track;
    auto node = add(list, message.is_video() ? "Video" : "SoundRecording");
    set(node, "LanguageAndScriptCode", message.release.language);
    add(node, "ResourceReference", recording.reference);
    add(node, "Type", message.is_video() ? "ShortFormMusicalWorkVideo" : "MusicalWorkSoundRecording");
    write_edition(node, message, recording);
    if (!track.iswc.empty()) add(add(node, "WorkId"), "ISWC", track.iswc);
    add_titles_4(node, message, {track.title, track.version});
    add_artists_4(node, message, recording.artist, recording.artists);
    add_credits(node, message, recording);
    add(node, "Duration", duration(track.seconds));
    add_first_publication(node, message, recording);
    add(node, "ParentalWarningType", parental_warning(track.explicit_lyrics));
    add_voice(node, message, recording);
}

void write_cover(xml_node list, Message const& message) {
    auto const& cover = message.release.cover;
    auto node = add(list, "Image");
    add(node, "ResourceReference", message.cover.reference);
    add(node, "Type", message.is_video() ? "VideoScreenCapture" : "FrontCoverImage");
    add_proprietary_id(add(node, "ResourceId"), message, message.cover.own_id);
    everywhere_43(add_rights(node, "CLine", message.release.c_line), message);
    add(node, "ParentalWarningType", "NotExplicit");
    if (message.cover.ai) add(node, "ContainsAI", ai_word(*message.cover.ai));
    auto details = add(node, "TechnicalDetails");
    add(details, "TechnicalResourceDetailsReference", message.cover.details);
    add(details, "ImageCodecType", text::lower(cover.file).ends_with(".png") ? "PNG" : "JPEG");
    add_size(details, cover.width_px, cover.height_px);
    add_file(details, message, message.cover.file);
    add(details, "IsProvidedInDelivery", message.settings.brings_files);
}

}  // namespace

void write_ern_4_resources(xml_node root, Message const& message) {
    auto list = add(root, "ResourceList");
    for (auto const& recording : message.recordings) write_recording(list, message, recording);
    write_cover(list, message);
}

}  // namespace troupe::distribution::impl
