#include "media/tags.hpp"

#include <attachedpictureframe.h>
#include <fileref.h>
#include <flacfile.h>
#include <flacpicture.h>
#include <fmt/format.h>
#include <id3v2tag.h>
#include <mpegfile.h>
#include <tpropertymap.h>

#include <charconv>
#include <functional>

#include "base/files.hpp"
#include "base/text.hpp"

namespace troupe::media {
namespace fs = std::filesystem;
namespace {

TagLib::String utf8(std::string const& text) { return {text, TagLib::String::UTF8}; }

TagLib::PropertyMap properties(SoundTags const& tags) {
    TagLib::PropertyMap map;
    auto const set = [&](char const* name, std::string const& value) {
        if (!value.empty()) map.replace(name, TagLib::StringList(utf8(value)));
    };
    set("TITLE", tags.title);
    set("ARTIST", tags.artist);
    set("ALBUMARTIST", tags.artist);
    set("ALBUM", tags.album);
    set("GENRE", tags.genre);
    set("LABEL", tags.label);
    set("ISRC", tags.isrc);
    set("LANGUAGE", tags.language);
    set("DATE", tags.date);
    set("INITIALKEY", tags.key);
    set("LYRICS", tags.lyrics);
    set("COMMENT", tags.disclosure);
    set("AI_DISCLOSURE", tags.disclosure);
    set("AI_PROVENANCE", tags.provenance);
    if (tags.bpm > 0) set("BPM", fmt::format("{:.0f}", tags.bpm));
    if (tags.track_number > 0) set("TRACKNUMBER", fmt::format("{}", tags.track_number));
    return map;
}

/// The picture in the place of any that is there; an empty one takes it away.
void put_cover(TagLib::FLAC::File& flac, std::string const& cover) {
    flac.removePictures();
    if (cover.empty()) return;
    auto* picture = new TagLib::FLAC::Picture;  // the file owns it
    picture->setType(TagLib::FLAC::Picture::FrontCover);
    picture->setMimeType("image/jpeg");
    picture->setData(TagLib::ByteVector(cover.data(), static_cast<unsigned>(cover.size())));
    flac.addPicture(picture);
}

void put_cover(TagLib::MPEG::File& mp3, std::string const& cover) {
    auto* id3 = mp3.ID3v2Tag(true);
    id3->removeFrames("APIC");
    if (cover.empty()) return;
    auto* picture = new TagLib::ID3v2::AttachedPictureFrame;  // the tag owns it
    picture->setType(TagLib::ID3v2::AttachedPictureFrame::FrontCover);
    picture->setMimeType("image/jpeg");
    picture->setPicture(TagLib::ByteVector(cover.data(), static_cast<unsigned>(cover.size())));
    id3->addFrame(picture);
}

Result<void> write_flac(fs::path const& file, SoundTags const& tags, std::string const& cover) {
    TagLib::FLAC::File flac(file.c_str());
    if (!flac.isValid()) return fail(ErrorCode::invalid_input, fmt::format("{}: no FLAC file", file.string()));
    flac.setProperties(properties(tags));
    put_cover(flac, cover);
    if (!flac.save()) return fail(ErrorCode::unavailable, fmt::format("{}: tags cannot be written", file.string()));
    return {};
}

Result<void> write_mp3(fs::path const& file, SoundTags const& tags, std::string const& cover) {
    TagLib::MPEG::File mp3(file.c_str());
    if (!mp3.isValid()) return fail(ErrorCode::invalid_input, fmt::format("{}: no MP3 file", file.string()));
    mp3.ID3v2Tag(true)->setProperties(properties(tags));
    put_cover(mp3, cover);
    if (!mp3.save(TagLib::MPEG::File::ID3v2)) return fail(ErrorCode::unavailable, fmt::format("{}: tags cannot be written", file.string()));
    return {};
}

Result<void> check_kind(fs::path const& file) {
    auto const extension = text::lower(file.extension().string());
    if (extension == ".flac" || extension == ".mp3") return {};
    return fail(ErrorCode::invalid_input, fmt::format("{}: tags are written into .flac and .mp3", file.string()));
}

void put(TagLib::PropertyMap& map, char const* name, std::optional<std::string> const& value) {
    if (!value) return;
    if (value->empty()) map.erase(name);
    else map.replace(name, TagLib::StringList(utf8(*value)));
}

TagLib::PropertyMap with_changes(TagLib::PropertyMap map, TagChanges const& changes) {
    put(map, "TITLE", changes.title);
    put(map, "ARTIST", changes.artist);
    put(map, "ALBUMARTIST", changes.artist);
    put(map, "ALBUM", changes.album);
    put(map, "LABEL", changes.label);
    put(map, "ISRC", changes.isrc);
    put(map, "DATE", changes.date);
    put(map, "COMMENT", changes.disclosure);
    put(map, "AI_DISCLOSURE", changes.disclosure);
    put(map, "LYRICS", changes.lyrics);
    if (changes.track_number) put(map, "TRACKNUMBER", std::to_string(*changes.track_number));
    return map;
}

template <class File>
Result<void> replace_tags(fs::path const& file, TagChanges const& changes, std::string const& cover) {
    File sound(file.c_str());
    if (!sound.isValid()) return fail(ErrorCode::invalid_input, fmt::format("{}: cannot be read as sound", file.string()));
    sound.setProperties(with_changes(sound.properties(), changes));
    if (!cover.empty()) put_cover(sound, cover);
    if (!sound.save()) return fail(ErrorCode::unavailable, fmt::format("{}: tags cannot be written", file.string()));
    return {};
}

}  // namespace

Result<bool> change_tags(fs::path const& file, TagChanges const& changes) {
    TRY(check_kind(file));
    TagLib::FileRef const reference(file.c_str(), false);
    if (reference.isNull()) return fail(ErrorCode::invalid_input, fmt::format("{}: no tags can be read", file.string()));
    auto const before = reference.file()->properties();
    if (with_changes(before, changes) == before && changes.cover_jpeg.empty()) return false;
    auto const cover = changes.cover_jpeg.empty() ? std::string() : TRY(read_file(changes.cover_jpeg));
    auto const bytes = TRY(read_file(file));
    PendingFile pending(file);
    TRY(write_file(pending.path(), bytes));
    bool const is_flac = text::lower(file.extension().string()) == ".flac";
    TRY(is_flac ? replace_tags<TagLib::FLAC::File>(pending.path(), changes, cover)
                : replace_tags<TagLib::MPEG::File>(pending.path(), changes, cover));
    TRY(pending.commit());
    return true;
}

Result<void> write_tags(fs::path const& file, SoundTags const& tags) {
    TRY(check_kind(file));
    auto const extension = text::lower(file.extension().string());
    auto const cover = tags.cover_jpeg.empty() ? std::string() : TRY(read_file(tags.cover_jpeg));
    auto const bytes = TRY(read_file(file));
    PendingFile pending(file);
    TRY(write_file(pending.path(), bytes));
    TRY(extension == ".flac" ? write_flac(pending.path(), tags, cover) : write_mp3(pending.path(), tags, cover));
    return pending.commit();
}

Result<SoundTags> read_tags(fs::path const& file) {
    TagLib::FileRef const reference(file.c_str(), false);
    if (reference.isNull()) return fail(ErrorCode::invalid_input, fmt::format("{}: no tags can be read", file.string()));
    auto const map = reference.file()->properties();
    auto const get = [&](char const* name) { return map.contains(name) ? map[name].front().to8Bit(true) : std::string(); };
    SoundTags tags;
    tags.title = get("TITLE");
    tags.artist = get("ARTIST");
    tags.album = get("ALBUM");
    tags.genre = get("GENRE");
    tags.label = get("LABEL");
    tags.isrc = get("ISRC");
    tags.language = get("LANGUAGE");
    tags.date = get("DATE");
    tags.key = get("INITIALKEY");
    tags.lyrics = get("LYRICS");
    tags.disclosure = get("AI_DISCLOSURE");
    tags.provenance = get("AI_PROVENANCE");
    auto const bpm = get("BPM");
    std::from_chars(bpm.data(), bpm.data() + bpm.size(), tags.bpm);
    auto const number = get("TRACKNUMBER");
    std::from_chars(number.data(), number.data() + number.size(), tags.track_number);
    return tags;
}

}  // namespace troupe::media
