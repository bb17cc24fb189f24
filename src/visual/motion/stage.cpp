#include "visual/motion/stage.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "base/random.hpp"

namespace troupe::visual::motion {
namespace {

/// value / 255, rounded, for up to 255 * 255: in 16 bits, of which a vector holds many.
std::uint8_t over_255(std::uint16_t value) {
    auto const t = static_cast<std::uint16_t>(value + 128);
    return static_cast<std::uint8_t>(static_cast<std::uint16_t>(t + (t >> 8)) >> 8);
}

/// dst + (src - dst) * share / 255, rounded.
std::uint8_t blend(int dst, int src, int share) { return over_255(static_cast<std::uint16_t>(dst * (255 - share) + src * share)); }

std::uint8_t rounded(float value) { return static_cast<std::uint8_t>(std::clamp(value, 0.0F, 255.0F) + 0.5F); }
int share_of(float opacity) { return static_cast<int>(clamp01(opacity) * 255 + 0.5F); }

void blend_row(std::uint8_t* dst, std::uint8_t const* src, std::uint8_t const* coverage, int count, int opacity) {
    if (coverage == nullptr) {
        for (int i = 0; i < count; ++i) dst[i] = blend(dst[i], src[i], opacity);
    } else if (opacity == 255) {
        for (int i = 0; i < count; ++i) dst[i] = blend(dst[i], src[i], coverage[i]);
    } else {
        for (int i = 0; i < count; ++i) dst[i] = blend(dst[i], src[i], over_255(static_cast<std::uint16_t>(coverage[i] * opacity)));
    }
}

void blend_flat(std::uint8_t* dst, int src, std::uint8_t const* coverage, int count, int opacity) {
    if (coverage == nullptr) {
        for (int i = 0; i < count; ++i) dst[i] = blend(dst[i], src, opacity);
    } else {
        for (int i = 0; i < count; ++i) dst[i] = blend(dst[i], src, over_255(static_cast<std::uint16_t>(coverage[i] * opacity)));
    }
}

/// Fields are at most this many nodes wide: frames of 4096 pixels.
constexpr std::size_t longest_row = 1040;

/// What lies `share` of 2^bits from row a to row b.
template <int bits>
void mix_rows(std::uint16_t const* a, std::uint16_t const* b, int share, int count, std::uint16_t* out) {
    auto const to_b = static_cast<std::uint16_t>(share);
    auto const to_a = static_cast<std::uint16_t>((1 << bits) - share);
    for (int i = 0; i < count; ++i)
        out[i] = static_cast<std::uint16_t>(static_cast<std::uint16_t>(a[i] * to_a + b[i] * to_b) >> bits);
}

using Eight = std::uint16_t __attribute__((vector_size(16)));
using EightBytes = std::uint8_t __attribute__((vector_size(8)));

template <class Vector, class Item>
Vector load(Item const* from) {
    Vector loaded;
    std::memcpy(&loaded, from, sizeof loaded);
    return loaded;
}

void store(Eight pixels, std::int16_t const* grain, std::uint8_t* out) {
    auto const bytes = __builtin_convertvector((pixels + load<Eight>(grain)) >> 8, EightBytes);
    std::memcpy(out, &bytes, sizeof bytes);
}

/// Eight nodes and their neighbours become 16 samples.
void expand_by_2(std::uint16_t const* nodes, std::uint8_t* out) {
    auto const m = load<Eight>(nodes + 1) * 3 + 64;
    auto const a = (load<Eight>(nodes) + m) >> 7;
    auto const b = (m + load<Eight>(nodes + 2)) >> 7;
    auto const low = __builtin_convertvector(__builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11), EightBytes);
    auto const high = __builtin_convertvector(__builtin_shufflevector(a, b, 4, 12, 5, 13, 6, 14, 7, 15), EightBytes);
    std::memcpy(out, &low, sizeof low);
    std::memcpy(out + 8, &high, sizeof high);
}

/// Eight nodes and their neighbours (ten values) become 32 pixels: straight lines between nodes, and the film.
void expand_by_4(std::uint16_t const* nodes, std::int16_t const* grain, std::uint8_t* out) {
    auto const l = load<Eight>(nodes);
    auto const m = load<Eight>(nodes + 1);
    auto const r = load<Eight>(nodes + 2);
    auto const a = l * 3 + m * 5;
    auto const b = l + m * 7;
    auto const c = m * 7 + r;
    auto const d = m * 5 + r * 3;
    auto const ab_low = __builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
    auto const ab_high = __builtin_shufflevector(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
    auto const cd_low = __builtin_shufflevector(c, d, 0, 8, 1, 9, 2, 10, 3, 11);
    auto const cd_high = __builtin_shufflevector(c, d, 4, 12, 5, 13, 6, 14, 7, 15);
    store(__builtin_shufflevector(ab_low, cd_low, 0, 1, 8, 9, 2, 3, 10, 11), grain, out);
    store(__builtin_shufflevector(ab_low, cd_low, 4, 5, 12, 13, 6, 7, 14, 15), grain + 8, out + 8);
    store(__builtin_shufflevector(ab_high, cd_high, 0, 1, 8, 9, 2, 3, 10, 11), grain + 16, out + 16);
    store(__builtin_shufflevector(ab_high, cd_high, 4, 5, 12, 13, 6, 7, 14, 15), grain + 24, out + 24);
}

}  // namespace

Film::Film(std::uint64_t seed, double deviation, double scale) : texture_(std::size_t{side} * side * 2) {
    if (deviation < 0) {
        std::fill(texture_.begin(), texture_.end(), std::int16_t{128});
        return;
    }
    auto random = Random(seed).stream("film");
    constexpr auto count = std::size_t{side} * side;
    std::vector<float> white(count);
    for (auto& value : white) value = static_cast<float>(random.uniform() + random.uniform() + random.uniform() - 1.5) * 2;
    // Grains of about two pixels at 1080: finer ones drown in the encoder's quantiser and cost bits.
    auto const spread = static_cast<float>(std::clamp(0.30 * scale, 0.0, 0.35));
    auto const at = [&](std::size_t x, std::size_t y) { return white[(y % side) * side + x % side]; };
    for (std::size_t y = 0; y < side; ++y)
        for (std::size_t x = 0; x < side; ++x) {
            auto const near = at(x + 1, y) + at(x + side - 1, y) + at(x, y + 1) + at(x, y + side - 1);
            auto const grain = (at(x, y) + spread * near) / std::sqrt(1 + 4 * spread * spread);
            auto const value = grain * static_cast<float>(deviation * 219 * 256) + static_cast<float>(random.uniform() * 255);
            auto const stored = static_cast<std::int16_t>(std::clamp(value, -3500.0F, 3500.0F));
            texture_[y * 2 * side + x] = texture_[y * 2 * side + x + side] = stored;
        }
}

Field::Field(int width_px, int height_px)
    : columns_((width_px + step - 1) / step + 2),
      rows_((height_px + step - 1) / step + 2),
      y_(index(columns_, rows_)),
      u_(y_.size()),
      v_(y_.size()) {}

void Field::set_row(int row, std::span<float const> tone, std::span<float const> accent, Tones const& tones) {
    for (int c = 0; c < columns_; ++c) set(c, row, tones.field(tone[static_cast<std::size_t>(c)], accent[static_cast<std::size_t>(c)]));
}

void Field::luma(int y, int from, int to, Film const& film, std::uint8_t* out) const {
    // Pixel y lies an eighth, three eighths.. of a step behind the node before it.
    auto const upper = (y + 2) / step;
    auto const eighths = ((y + 2) % step) * 2 + 1;
    auto const first = from / step;
    auto const nodes = (to - from + step - 1) / step + 2;
    std::array<std::uint16_t, longest_row> row;
    mix_rows<3>(y_.data() + index(first, upper), y_.data() + index(first, std::min(upper + 1, rows_ - 1)), eighths, std::min(nodes, columns_ - first), row.data());
    auto const* grain = film.row(y);
    int x = from;
    for (int n = 0; x + 8 * step <= to; n += 8, x += 8 * step)
        expand_by_4(row.data() + n, grain + (x & (Film::side - 1)), out + (x - from));
    for (; x < to; ++x) {
        auto const n = static_cast<std::size_t>((x - from) / step);
        auto const k = x % step;
        auto const near = row[n + 1];
        auto const other = k < 2 ? row[n] : row[n + 2];
        auto const share = k == 0 || k == 3 ? 3 : 1;
        out[x - from] = static_cast<std::uint8_t>((other * share + near * (8 - share) + grain[x & (Film::side - 1)]) >> 8);
    }
}

void Field::chroma(int y, int from, int to, std::uint8_t* u, std::uint8_t* v) const {
    auto const upper = (y + 1) / 2;
    auto const quarters = ((y + 1) % 2) * 2 + 1;
    auto const first = from / 2;
    auto const nodes = std::min((to - from + 1) / 2 + 2, columns_ - first);
    auto const a = index(first, upper);
    auto const b = index(first, std::min(upper + 1, rows_ - 1));
    auto const plane = [&](std::vector<std::uint16_t> const& values, std::uint8_t* out) {
        std::array<std::uint16_t, longest_row> row;
        mix_rows<2>(values.data() + a, values.data() + b, quarters, nodes, row.data());
        int x = from;
        int n = 0;
        for (; x + 16 <= to; n += 8, x += 16) expand_by_2(row.data() + n, out + (x - from));
        for (; x + 2 <= to; ++n, x += 2) {
            out[x - from] = static_cast<std::uint8_t>((row[static_cast<std::size_t>(n)] + 3 * row[static_cast<std::size_t>(n) + 1] + 64) >> 7);
            out[x - from + 1] = static_cast<std::uint8_t>((3 * row[static_cast<std::size_t>(n) + 1] + row[static_cast<std::size_t>(n) + 2] + 64) >> 7);
        }
        if (x < to) out[x - from] = static_cast<std::uint8_t>((row[static_cast<std::size_t>((x - from) / 2) + 1] + 16) >> 5);
    };
    plane(u_, u);
    plane(v_, v);
}

Stage::Stage(int width_px, int height_px, Film const& film)
    : frame(width_px, height_px),
      ground(width_px, height_px),
      inner(width_px, height_px),
      xs(static_cast<std::size_t>(ground.columns())),
      ys(xs.size()),
      tone(xs.size()),
      accent(xs.size()),
      film_(&film),
      row_(static_cast<std::size_t>(width_px) + 32),
      row_u_(static_cast<std::size_t>(width_px)),
      row_v_(static_cast<std::size_t>(width_px)) {}

void Stage::lay(Field const& field, float bottom_px) {
    auto const rows = std::clamp(static_cast<int>(std::min(bottom_px, 1e6F)) / 2 * 2 + 2, 0, height());
    for (int y = 0; y < rows; ++y) field.luma(y, 0, width(), *film_, frame.luma(y));
    for (int y = 0; y < rows / 2; ++y) field.chroma(y, 0, width() / 2, frame.u(y), frame.v(y));
}

void Stage::lay(Yuv color) {
    auto const level = static_cast<int>(color.y * 256);
    for (int y = 0; y < height(); ++y) {
        auto const* grain = film_->row(y);
        auto* pixels = frame.luma(y);
        for (int from = 0; from < width(); from += Film::side)
            for (int i = 0; i < std::min(width() - from, int{Film::side}); ++i) pixels[from + i] = static_cast<std::uint8_t>((level + grain[i]) >> 8);
    }
    auto const samples = static_cast<std::size_t>(width() / 2) * static_cast<std::size_t>(height() / 2);
    std::memset(frame.u(0), rounded(color.u), samples);
    std::memset(frame.v(0), rounded(color.v), samples);
}

float Stage::room_at(Point px) const {
    float room = 1;
    for (auto const& box : clearings) {
        auto const dx = std::max({box.left - px.x, px.x - box.right, 0.0F});
        auto const dy = std::max({box.top - px.y, px.y - box.bottom, 0.0F});
        auto const away = std::sqrt(dx * dx + dy * dy) / box.reach;
        room = std::min(room, 1 - box.presence * (1 - smoothstep(0.15F, 1.0F, away)));
    }
    return room;
}

void Stage::fill(Path const& shape, Yuv color, float opacity) {
    auto const share = share_of(opacity);
    if (share == 0) return;
    auto const level = static_cast<int>(color.y * 256);
    filler_.fill(shape, width(), height(), 1, [&](Filler::Run const& run) {
        auto const* grain = film_->row(run.y) + (run.x & (Film::side - 1));
        auto* dst = frame.luma(run.y) + run.x;
        for (int i = 0; i < run.count; i += Film::side) {
            auto const part = std::min(run.count - i, int{Film::side});
            for (int k = 0; k < part; ++k) row_[static_cast<std::size_t>(k)] = static_cast<std::uint8_t>((level + grain[k]) >> 8);
            if (run.coverage == nullptr && share == 255) std::copy_n(row_.data(), part, dst + i);
            else blend_row(dst + i, row_.data(), run.coverage, part, share);
        }
    });
    auto const u = static_cast<int>(color.u + 0.5F);
    auto const v = static_cast<int>(color.v + 0.5F);
    filler_.fill(shape, width() / 2, height() / 2, 0.5F, [&](Filler::Run const& run) {
        blend_flat(frame.u(run.y) + run.x, u, run.coverage, run.count, share);
        blend_flat(frame.v(run.y) + run.x, v, run.coverage, run.count, share);
    });
}

void Stage::fill(Path const& shape, Gradient const& gradient) {
    auto const at = [&](float y) {
        return mix(gradient.top, gradient.bottom, smoothstep(gradient.top_px, std::max(gradient.bottom_px, gradient.top_px + 1), y));
    };
    filler_.fill(shape, width(), height(), 1, [&](Filler::Run const& run) {
        auto const level = static_cast<int>(at(static_cast<float>(run.y)).y * 256);
        auto const* grain = film_->row(run.y) + (run.x & (Film::side - 1));
        auto* dst = frame.luma(run.y) + run.x;
        for (int i = 0; i < run.count; i += Film::side) {
            auto const part = std::min(run.count - i, int{Film::side});
            auto* into = run.coverage == nullptr ? dst + i : row_.data();
            for (int k = 0; k < part; ++k) into[k] = static_cast<std::uint8_t>((level + grain[k]) >> 8);
            if (run.coverage != nullptr) blend_row(dst + i, row_.data(), run.coverage, part, 255);
        }
    });
    filler_.fill(shape, width() / 2, height() / 2, 0.5F, [&](Filler::Run const& run) {
        auto const color = at(static_cast<float>(run.y) * 2);
        blend_flat(frame.u(run.y) + run.x, static_cast<int>(color.u + 0.5F), run.coverage, run.count, 255);
        blend_flat(frame.v(run.y) + run.x, static_cast<int>(color.v + 0.5F), run.coverage, run.count, 255);
    });
}

void Stage::fill(Path const& shape, Field const& field) {
    filler_.fill(shape, width(), height(), 1, [&](Filler::Run const& run) {
        auto* dst = frame.luma(run.y) + run.x;
        if (run.coverage == nullptr) {
            field.luma(run.y, run.x, run.x + run.count, *film_, dst);
        } else {
            field.luma(run.y, run.x, run.x + run.count, *film_, row_.data());
            blend_row(dst, row_.data(), run.coverage, run.count, 255);
        }
    });
    filler_.fill(shape, width() / 2, height() / 2, 0.5F, [&](Filler::Run const& run) {
        field.chroma(run.y, run.x, run.x + run.count, row_u_.data(), row_v_.data());
        blend_row(frame.u(run.y) + run.x, row_u_.data(), run.coverage, run.count, 255);
        blend_row(frame.v(run.y) + run.x, row_v_.data(), run.coverage, run.count, 255);
    });
}

void Stage::begin_print() {
    plate_.assign(static_cast<std::size_t>(width()) * static_cast<std::size_t>(height()), 0);
    small_plate_.assign(plate_.size() / 4, 0);
}

void Stage::print(Path const& shape, Yuv color) {
    fill(shape, color);
    auto const remember = [](std::vector<std::uint8_t>& plate, int stride, Filler::Run const& run) {
        auto* at = plate.data() + static_cast<std::size_t>(run.y) * static_cast<std::size_t>(stride) + run.x;
        for (int i = 0; i < run.count; ++i) at[i] = run.coverage == nullptr ? 255 : std::max(at[i], run.coverage[i]);
    };
    filler_.fill(shape, width(), height(), 1, [&](Filler::Run const& run) { remember(plate_, width(), run); });
    filler_.fill(shape, width() / 2, height() / 2, 0.5F, [&](Filler::Run const& run) { remember(small_plate_, width() / 2, run); });
}

void Stage::overprint(Path const& shape, Yuv color, Yuv where_printed) {
    auto const lay = [&](Filler::Run const& run, std::vector<std::uint8_t> const& plate, int stride, std::uint8_t* dst, float alone, float over,
                         std::int16_t const* grain) {
        auto const* printed = plate.data() + static_cast<std::size_t>(run.y) * static_cast<std::size_t>(stride) + run.x;
        auto const from = static_cast<int>(alone * 256);
        auto const step = static_cast<int>((over - alone) * 256 / 255);
        for (int i = 0; i < run.count; ++i) {
            auto const level = (from + step * printed[i] + (grain == nullptr ? 128 : grain[i & (Film::side - 1)])) >> 8;
            dst[i] = blend(dst[i], level, run.coverage == nullptr ? 255 : run.coverage[i]);
        }
    };
    filler_.fill(shape, width(), height(), 1, [&](Filler::Run const& run) {
        lay(run, plate_, width(), frame.luma(run.y) + run.x, color.y, where_printed.y, film_->row(run.y) + (run.x & (Film::side - 1)));
    });
    filler_.fill(shape, width() / 2, height() / 2, 0.5F, [&](Filler::Run const& run) {
        lay(run, small_plate_, width() / 2, frame.u(run.y) + run.x, color.u, where_printed.u, nullptr);
        lay(run, small_plate_, width() / 2, frame.v(run.y) + run.x, color.v, where_printed.v, nullptr);
    });
}

void Stage::tint(Mask const& mask, int left, int top, Yuv color, float opacity, Wipe const& wipe, MaskPart const& part) {
    auto const width_of_fade = std::max(wipe.to_px - wipe.from_px, 1.0F);
    std::vector<std::uint8_t> shares(static_cast<std::size_t>(mask.width_px));
    for (std::size_t x = 0; x < shares.size(); ++x)
        shares[x] = rounded(255 * clamp01(opacity) * (1 - clamp01((static_cast<float>(x) - wipe.from_px) / width_of_fade)));
    // What of the mask is meant and inside the frame, widened to whole samples of chroma.
    auto const first = std::max({part.left, 0, -left});
    auto const last = std::min({part.right, mask.width_px, width() - left});
    auto const begin = std::max({part.top, 0, -top}) + top;
    auto const end = std::min({part.bottom, mask.height_px, height() - top}) + top;
    if (first >= last || begin >= end) return;
    auto const from = (left + first) / 2 * 2;
    auto const samples = (left + last + 1 - from) / 2;
    std::array<std::vector<std::uint8_t>, 2> cover;
    for (int y = begin / 2 * 2; y < end; y += 2) {
        for (int line = 0; line < 2; ++line) {
            auto& covered = cover[static_cast<std::size_t>(line)];
            covered.assign(static_cast<std::size_t>(samples) * 2, 0);
            if (y + line < begin || y + line >= end) continue;
            auto* out = covered.data() + (left + first - from);
            auto const* in = mask.coverage.data() + static_cast<std::size_t>(y + line - top) * shares.size() + static_cast<std::size_t>(first);
            for (int i = 0; i < last - first; ++i) out[i] = over_255(static_cast<std::uint16_t>(in[i] * shares[static_cast<std::size_t>(first + i)]));
            blend_flat(frame.luma(y + line) + left + first, rounded(color.y), out, last - first, 255);
        }
        tint_chroma(cover[0], cover[1], from / 2, y / 2, color);
    }
}

/// A row of chroma under two rows of coverage.
void Stage::tint_chroma(std::vector<std::uint8_t>& upper, std::vector<std::uint8_t> const& lower, int from, int y, Yuv color) {
    auto const count = std::min(static_cast<int>(upper.size() / 2), width() / 2 - from);
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i)
        upper[i] = static_cast<std::uint8_t>((upper[2 * i] + upper[2 * i + 1] + lower[2 * i] + lower[2 * i + 1]) / 4);
    blend_flat(frame.u(y) + from, rounded(color.u), upper.data(), count, 255);
    blend_flat(frame.v(y) + from, rounded(color.v), upper.data(), count, 255);
}

void Stage::shade(Ellipse const& ellipse, Yuv color, float share) {
    auto const most = clamp01(share) * 255;
    if (most < 1) return;
    std::vector<float> across;
    std::vector<std::uint8_t> cover;
    auto const plane = [&](auto const& row_at, int plane_width, int plane_height, float scale, float value) {
        auto const top = std::max(0, static_cast<int>((ellipse.centre.y - ellipse.height) * scale));
        auto const bottom = std::min(plane_height, static_cast<int>((ellipse.centre.y + ellipse.height) * scale) + 1);
        auto const left = std::max(0, static_cast<int>((ellipse.centre.x - ellipse.width) * scale));
        auto const right = std::min(plane_width, static_cast<int>((ellipse.centre.x + ellipse.width) * scale) + 1);
        across.clear();
        for (int x = left; x < right; ++x) {
            auto const dx = (static_cast<float>(x) / scale - ellipse.centre.x) / ellipse.width;
            across.push_back(dx * dx * dx * dx);
        }
        cover.resize(across.size());
        for (int y = top; y < bottom; ++y) {
            auto const dy = (static_cast<float>(y) / scale - ellipse.centre.y) / ellipse.height;
            for (std::size_t i = 0; i < across.size(); ++i) {
                auto const in = std::max(0.0F, 1 - (across[i] + dy * dy));
                cover[i] = static_cast<std::uint8_t>(static_cast<int>(most * in * in + 0.5F));
            }
            blend_flat(row_at(y) + left, rounded(value), cover.data(), static_cast<int>(cover.size()), 255);
        }
    };
    plane([&](int y) { return frame.luma(y); }, width(), height(), 1.0F, color.y);
    plane([&](int y) { return frame.u(y); }, width() / 2, height() / 2, 0.5F, color.u);
    plane([&](int y) { return frame.v(y); }, width() / 2, height() / 2, 0.5F, color.v);
}

void Stage::grade(Grade const& grade) {
    if (grade.tones > 1) {
        std::array<std::uint8_t, 256> table;
        auto const steps = static_cast<float>(grade.tones - 1);
        for (std::size_t i = 0; i < table.size(); ++i)
            table[i] = rounded(16 + std::round(clamp01((static_cast<float>(i) - 16) / 219) * steps) / steps * 219);
        auto const luma = static_cast<std::size_t>(width()) * static_cast<std::size_t>(height());
        std::for_each_n(frame.bytes.begin(), luma, [&](std::uint8_t& pixel) { pixel = table[pixel]; });
    }
    if (grade.scanlines > 0) {
        auto const share = share_of(0.28F * grade.scanlines);
        for (int y = 0; y < height(); ++y)
            if (y % 4 < 2) blend_flat(frame.luma(y), 16, nullptr, width(), share);
    }
    if (grade.vignette > 0) darken_corners(grade.vignette);
    if (grade.chroma_shift_px > 1) shift_chroma(std::min(grade.chroma_shift_px / 2, width() / 8));
    if (grade.letterbox > 0) letterbox(grade.letterbox);
}

void Stage::darken_corners(float share) {
    auto const part = [&](int at, int size) {
        auto const away = (static_cast<float>(at) + 0.5F) / static_cast<float>(size) * 2 - 1;
        return static_cast<int>(110 * clamp01(share) * away * away * away * away);
    };
    // A copy: a store of a pixel could otherwise change it, and the loop could not become vector code.
    auto const wide = width();
    std::vector<std::uint16_t> columns(static_cast<std::size_t>(wide));
    for (int x = 0; x < wide; ++x) columns[static_cast<std::size_t>(x)] = static_cast<std::uint16_t>(part(x, wide));
    auto const* taken = columns.data();
    for (int y = 0; y < height(); ++y) {
        auto const left = static_cast<std::uint16_t>(256 - part(y, height()));
        auto* pixels = frame.luma(y);
        for (int x = 0; x < wide; ++x) {
            auto const above = static_cast<std::uint16_t>(std::max<std::uint8_t>(pixels[x], 16) - 16);
            auto const kept = static_cast<std::uint16_t>(above * static_cast<std::uint16_t>(left - taken[x]) + 128);
            pixels[x] = static_cast<std::uint8_t>(16 + (kept >> 8));
        }
    }
}

void Stage::shift_chroma(int samples) {
    auto const half = width() / 2;
    for (int y = 0; y < height() / 2; ++y) {
        std::copy_backward(frame.u(y), frame.u(y) + half - samples, frame.u(y) + half);
        std::copy(frame.v(y) + samples, frame.v(y) + half, frame.v(y));
    }
}

void Stage::frame_by(Window const& window, Yuv around) {
    auto const plane = [&](auto const& row_at, int wide, int high, int part, float value) {
        auto const level = rounded(value);
        for (int y = 0; y < high; ++y) {
            auto* line = row_at(y);
            auto const is_inside = y >= window.top / part && y < window.bottom / part;
            std::fill_n(line, is_inside ? window.left / part : wide, level);
            if (is_inside) std::fill(line + window.right / part, line + wide, level);
        }
    };
    plane([&](int y) { return frame.luma(y); }, width(), height(), 1, around.y);
    plane([&](int y) { return frame.u(y); }, width() / 2, height() / 2, 2, around.u);
    plane([&](int y) { return frame.v(y); }, width() / 2, height() / 2, 2, around.v);
}

void Stage::letterbox(float share) {
    auto const rows = static_cast<int>(share * static_cast<float>(height())) / 2 * 2;
    for (int i = 0; i < rows; ++i)
        for (auto const y : {i, height() - 1 - i}) {
            std::fill_n(frame.luma(y), width(), std::uint8_t{16});
            std::fill_n(frame.u(y / 2), width() / 2, std::uint8_t{128});
            std::fill_n(frame.v(y / 2), width() / 2, std::uint8_t{128});
        }
}

}  // namespace troupe::visual::motion
