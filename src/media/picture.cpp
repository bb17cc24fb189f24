#include "media/picture.hpp"

#include <fmt/format.h>
#include <lcms2.h>

#include <algorithm>
#include <boost/crc.hpp>
#include <csetjmp>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string_view>
// jpeglib.h needs <cstdio> before it.
#include <jpeglib.h>

#include "base/files.hpp"
#include "base/text.hpp"
#include "media/impl/scaled_jpeg.hpp"

namespace troupe::media {
namespace fs = std::filesystem;
namespace {

/// libjpeg reports by a callback that must not return.
struct JpegErrors : jpeg_error_mgr {
    std::jmp_buf back;
    char message[JMSG_LENGTH_MAX] = "";
};

void leave_jpeg(j_common_ptr info) {
    auto* errors = static_cast<JpegErrors*>(info->err);
    errors->format_message(info, errors->message);
    std::longjmp(errors->back, 1);
}

std::string srgb_profile() {
    struct Close {
        void operator()(void* profile) const { cmsCloseProfile(profile); }
    };
    std::unique_ptr<void, Close> const profile(cmsCreate_sRGBProfile());
    cmsUInt32Number size = 0;
    cmsSaveProfileToMem(profile.get(), nullptr, &size);
    std::string bytes(size, '\0');
    cmsSaveProfileToMem(profile.get(), bytes.data(), &size);
    // Bytes 24 to 35 of a profile hold its creation time (ICC.1:2010 §7.2.8): the same picture, the same file.
    constexpr unsigned char day[12] = {0x07, 0xE8, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0};
    if (bytes.size() > 36) std::memcpy(bytes.data() + 24, day, sizeof day);
    return bytes;
}

std::string xmp_packet(PictureTags const& tags) {
    return "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>" + xmp_of(tags) + "<?xpacket end=\"r\"?>";
}

std::string big_endian(std::uint32_t value) {
    std::string bytes(4, '\0');
    for (int i = 0; i < 4; ++i) bytes[static_cast<std::size_t>(i)] = static_cast<char>(value >> (24 - 8 * i) & 0xFFU);
    return bytes;
}

std::string png_chunk(std::string const& kind_and_data) {
    boost::crc_32_type crc;
    crc.process_bytes(kind_and_data.data(), kind_and_data.size());
    return big_endian(static_cast<std::uint32_t>(kind_and_data.size() - 4)) + kind_and_data + big_endian(crc.checksum());
}

void write_marker(jpeg_compress_struct& jpeg, int marker, std::string const& bytes) {
    jpeg_write_marker(&jpeg, marker, reinterpret_cast<JOCTET const*>(bytes.data()), static_cast<unsigned>(bytes.size()));
}

/// Everything libjpeg jumps over is trivially destructible here: the strings live in the caller.
bool encode(std::FILE* out, Picture const& picture, std::string const& icc, std::string const& xmp, int quality, JpegErrors& errors) {
    jpeg_compress_struct jpeg{};
    jpeg.err = jpeg_std_error(&errors);
    errors.error_exit = &leave_jpeg;
    if (setjmp(errors.back) != 0) {
        jpeg_destroy_compress(&jpeg);
        return false;
    }
    jpeg_create_compress(&jpeg);
    jpeg_stdio_dest(&jpeg, out);
    jpeg.image_width = static_cast<JDIMENSION>(picture.width_px);
    jpeg.image_height = static_cast<JDIMENSION>(picture.height_px);
    jpeg.input_components = 3;
    jpeg.in_color_space = JCS_RGB;
    jpeg_set_defaults(&jpeg);
    jpeg_set_quality(&jpeg, quality, TRUE);
    for (int c = 0; c < jpeg.num_components; ++c) jpeg.comp_info[c].h_samp_factor = jpeg.comp_info[c].v_samp_factor = 1;
    jpeg.optimize_coding = TRUE;
    jpeg_start_compress(&jpeg, TRUE);
    write_marker(jpeg, JPEG_APP0 + 1, xmp);
    write_marker(jpeg, JPEG_APP0 + 2, icc);
    auto const stride = static_cast<std::size_t>(picture.width_px) * 3;
    while (jpeg.next_scanline < jpeg.image_height) {
        auto* row = const_cast<JSAMPROW>(picture.rgb.data() + jpeg.next_scanline * stride);
        jpeg_write_scanlines(&jpeg, &row, 1);
    }
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    return true;
}

/// `least_px` 0: as large as it is.
bool decode(std::FILE* in, Picture& picture, JpegErrors& errors, int least_px) {
    jpeg_decompress_struct jpeg{};
    jpeg.err = jpeg_std_error(&errors);
    errors.error_exit = &leave_jpeg;
    if (setjmp(errors.back) != 0) {
        jpeg_destroy_decompress(&jpeg);
        return false;
    }
    jpeg_create_decompress(&jpeg);
    jpeg_stdio_src(&jpeg, in);
    jpeg_read_header(&jpeg, TRUE);
    jpeg.out_color_space = JCS_RGB;
    auto const width = std::max(1U, jpeg.image_width);
    if (least_px > 0) jpeg.scale_num = std::clamp((static_cast<unsigned>(least_px) * 8 + width - 1) / width, 1U, 8U);
    if (least_px > 0) jpeg.scale_denom = 8;
    jpeg_start_decompress(&jpeg);
    picture.width_px = static_cast<int>(jpeg.output_width);
    picture.height_px = static_cast<int>(jpeg.output_height);
    auto const stride = static_cast<std::size_t>(jpeg.output_width) * 3;
    picture.rgb.resize(stride * jpeg.output_height);
    while (jpeg.output_scanline < jpeg.output_height) {
        auto* row = picture.rgb.data() + jpeg.output_scanline * stride;
        jpeg_read_scanlines(&jpeg, &row, 1);
    }
    jpeg_finish_decompress(&jpeg);
    jpeg_destroy_decompress(&jpeg);
    return true;
}

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

}  // namespace

std::string xmp_of(PictureTags const& tags) {
    auto const alternative = [](std::string_view name, std::string const& value) {
        if (value.empty()) return std::string();
        return fmt::format("<dc:{0}><rdf:Alt><rdf:li xml:lang=\"x-default\">{1}</rdf:li></rdf:Alt></dc:{0}>", name, text::escape_xml(value));
    };
    std::string body = alternative("title", tags.title) + alternative("description", tags.description);
    if (!tags.creator.empty())
        body += fmt::format("<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>", text::escape_xml(tags.creator));
    if (!tags.digital_source_type.empty())
        body += fmt::format("<Iptc4xmpExt:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/{}</Iptc4xmpExt:DigitalSourceType>",
                            tags.digital_source_type);
    if (!tags.disclosure.empty())
        body += fmt::format("<photoshop:Instructions>{}</photoshop:Instructions>", text::escape_xml(tags.disclosure));
    return fmt::format(
        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"\" "
        "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:photoshop=\"http://ns.adobe.com/photoshop/1.0/\" "
        "xmlns:Iptc4xmpExt=\"http://iptc.org/std/Iptc4xmpExt/2008-02-29/\">{}</rdf:Description></rdf:RDF></x:xmpmeta>",
        body);
}

Result<std::string> tagged_png(std::string png, PictureTags const& tags) {
    constexpr std::size_t header = 33;  // the signature and IHDR, which must come first (PNG 1.2, 5.6)
    if (png.size() < header || png.compare(0, 4, "\x89PNG") != 0) return fail(ErrorCode::invalid_input, "picture: is no PNG file");
    // Keyword, uncompressed, without language: as XMP part 3, 1.1.5 wants it.
    std::string data = "iTXtXML:com.adobe.xmp";
    data.append(5, '\0');
    png.insert(header, png_chunk(data + xmp_packet(tags)));
    return png;
}

Result<void> write_jpeg(fs::path const& file, Picture const& picture, PictureTags const& tags, int quality) {
    if (picture.width_px < 1 || picture.height_px < 1) return fail(ErrorCode::invalid_input, "picture: has no pixels");
    if (file.has_parent_path()) TRY(make_folder(file.parent_path()));
    auto const icc = std::string("ICC_PROFILE\0\1\1", 14) + srgb_profile();
    auto const xmp = std::string("http://ns.adobe.com/xap/1.0/\0", 29) + xmp_packet(tags);
    PendingFile pending(file);
    auto* out = std::fopen(pending.path().c_str(), "wb");
    if (out == nullptr) return fail(ErrorCode::unavailable, fmt::format("{}: cannot be written ({})", file.string(), std::strerror(errno)));
    JpegErrors errors;
    auto const encoded = encode(out, picture, icc, xmp, quality, errors);
    auto const closed = std::fclose(out) == 0;
    if (!encoded || !closed)
        return fail(ErrorCode::unavailable, fmt::format("{}: cannot be written ({})", file.string(), encoded ? std::strerror(errno) : errors.message));
    return pending.commit();
}

Result<Picture> read_jpeg(fs::path const& file) { return impl::read_scaled_jpeg(file, 0); }

Result<Picture> impl::read_scaled_jpeg(fs::path const& file, int least_px) {
    std::unique_ptr<std::FILE, CloseFile> const in(std::fopen(file.c_str(), "rb"));
    if (!in) return fail(ErrorCode::not_found, fmt::format("{}: cannot be opened", file.string()));
    Picture picture;
    JpegErrors errors;
    if (!decode(in.get(), picture, errors, least_px))
        return fail(ErrorCode::invalid_input, fmt::format("{}: no JPEG that can be read ({})", file.string(), errors.message));
    return picture;
}

}  // namespace troupe::media
