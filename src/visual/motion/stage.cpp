#include "visual/motion/stage.hpp"

#include <algorithm>
#include <cmath>

#include "base/random.hpp"

namespace troupe::visual::motion {
namespace {

/// dst + (src - dst) * share / 255, rounded, without a division.
std::uint8_t blend(int dst, int src, int share) {
    auto const moved = (src - dst) * share;
    return static_cast<std::uint8_t>(dst + ((moved * 257 + 32768) >> 16));
}

std::uint8_t rounded(float value) { return static_cast<std::uint8_t>(std::clamp(value, 0.0F, 255.0F) + 0.5F); }
int share_of(float opacity) { return static_cast<int>(clamp01(opacity) * 255 + 0.5F); }

void blend_row(std::uint8_t* dst, std::uint8_t const* src, std::uint8_t const* coverage, int count, int opacity) {
    if (coverage == nullptr) {
        for (int i = 0; i < count; ++i) dst[i] = blend(dst[i], src[i], opacity);
    } else if (opacity == 255) {
        for (int i = 0; i < count; ++i) dst[i] = blend(dst[i], src[i], coverage[i]);
    } else {
        for (int i = 0; i < count; ++i) dst[i] = blend(dst[i], src[i], (coverage[i] * opacity * 257 + 32768) >> 16);
    }
}

void blend_flat(std::uint8_t* dst, int src, std::uint8_t const* coverage, int count, int opacity) {
    if (coverage == nullptr) {
        for (int i = 0; i < count; ++i) dst[i] = blend(dst[i], src, opacity);
    } else {
        for (int i = 0; i < count; ++i) dst[i] = blend(dst[i], src, (coverage[i] * opacity * 257 + 32768) >> 16);
    }
}

}  // namespace

Film::Film(std::uint64_t seed, double deviation, double scale) : texture_(std::size_t{side} * side * 2) {
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

void Field::set(int column, int row, Yuv color) {
    auto const i = index(column, row);
    y_[i] = static_cast<std::uint16_t>(color.y * scale);
    u_[i] = static_cast<std::uint16_t>(color.u * scale);
    v_[i] = static_cast<std::uint16_t>(color.v * scale);
}

void Field::set_row(int row, std::span<float const> tone, std::span<float const> accent, Tones const& tones) {
    for (int c = 0; c < columns_; ++c) set(c, row, tones(tone[static_cast<std::size_t>(c)], accent[static_cast<std::size_t>(c)]));
}

void Field::draw_towards(int column, int row, Yuv color, float share) {
    auto const i = index(column, row);
    auto const towards = [share](std::uint16_t& value, float to) {
        auto const from = static_cast<float>(value);
        value = static_cast<std::uint16_t>(from + (to * scale - from) * share);
    };
    towards(y_[i], color.y);
    towards(u_[i], color.u);
    towards(v_[i], color.v);
}

void Field::luma(int y, int from, int to, Film const& film, std::uint8_t* out) const {
    // Pixel y lies an eighth, three eighths.. of a step behind the node before it.
    auto const upper = (y + 2) / step;
    auto const eighths = static_cast<unsigned>(((y + 2) % step) * 2 + 1);
    auto const* a = y_.data() + index(0, upper);
    auto const* b = y_.data() + index(0, std::min(upper + 1, rows_ - 1));
    auto const* grain = film.row(y);
    auto const mixed = [&](int c) { return static_cast<unsigned>(a[c] * (8 - eighths) + b[c] * eighths) >> 3U; };
    int x = from;
    for (; x + step <= to; x += step) {
        auto const c = x / step + 1;
        auto const l = mixed(c - 1);
        auto const m = mixed(c);
        auto const r = mixed(c + 1);
        auto const* g = grain + (x & (Film::side - 1));
        auto* o = out + (x - from);
        o[0] = static_cast<std::uint8_t>((static_cast<int>(3 * l + 5 * m) + g[0]) >> 8);
        o[1] = static_cast<std::uint8_t>((static_cast<int>(l + 7 * m) + g[1]) >> 8);
        o[2] = static_cast<std::uint8_t>((static_cast<int>(7 * m + r) + g[2]) >> 8);
        o[3] = static_cast<std::uint8_t>((static_cast<int>(5 * m + 3 * r) + g[3]) >> 8);
    }
    for (; x < to; ++x) out[x - from] = static_cast<std::uint8_t>(mixed(x / step + 1) >> 5U);
}

void Field::chroma(int y, int from, int to, std::uint8_t* u, std::uint8_t* v) const {
    auto const upper = (y + 1) / 2;
    auto const quarters = static_cast<unsigned>(((y + 1) % 2) * 2 + 1);
    auto const a = index(0, upper);
    auto const b = index(0, std::min(upper + 1, rows_ - 1));
    auto const plane = [&](std::vector<std::uint16_t> const& values, std::uint8_t* out) {
        auto const mixed = [&](std::size_t c) { return (values[a + c] * (4 - quarters) + values[b + c] * quarters) >> 2U; };
        for (int x = from; x < to; ++x) {
            auto const left = static_cast<std::size_t>((x + 1) / 2);
            auto const share = static_cast<unsigned>(((x + 1) % 2) * 2 + 1);
            out[x - from] = static_cast<std::uint8_t>((mixed(left) * (4 - share) + mixed(left + 1) * share + 64) >> 7U);
        }
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

void Stage::lay(Field const& field) {
    for (int y = 0; y < height(); ++y) field.luma(y, 0, width(), *film_, frame.luma(y));
    for (int y = 0; y < height() / 2; ++y) field.chroma(y, 0, width() / 2, frame.u(y), frame.v(y));
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

void Stage::tint(Mask const& mask, int left, int top, Yuv color, float opacity, Wipe const& wipe) {
    auto const width_of_fade = std::max(wipe.to_px - wipe.from_px, 1.0F);
    std::vector<std::uint8_t> shares(static_cast<std::size_t>(mask.width_px));
    for (std::size_t x = 0; x < shares.size(); ++x)
        shares[x] = rounded(255 * clamp01(opacity) * (1 - clamp01((static_cast<float>(x) - wipe.from_px) / width_of_fade)));
    auto const share_at = [&](int x, int y) {
        if (x < 0 || y < 0 || x >= mask.width_px || y >= mask.height_px) return 0;
        return mask.at(x, y) * shares[static_cast<std::size_t>(x)] / 255;
    };
    auto const luma = static_cast<int>(rounded(color.y));
    for (int y = std::max(top, 0); y < std::min(top + mask.height_px, height()); ++y)
        for (int x = std::max(left, 0); x < std::min(left + mask.width_px, width()); ++x) {
            auto& dst = frame.luma(y)[x];
            if (auto const share = share_at(x - left, y - top); share > 0) dst = blend(dst, luma, share);
        }
    auto const u = static_cast<int>(rounded(color.u));
    auto const v = static_cast<int>(rounded(color.v));
    for (int y = std::max(top, 0) / 2; y < std::min(top + mask.height_px + 1, height()) / 2; ++y)
        for (int x = std::max(left, 0) / 2; x < std::min(left + mask.width_px + 1, width()) / 2; ++x) {
            auto const mx = x * 2 - left;
            auto const my = y * 2 - top;
            auto const share = (share_at(mx, my) + share_at(mx + 1, my) + share_at(mx, my + 1) + share_at(mx + 1, my + 1)) / 4;
            if (share == 0) continue;
            frame.u(y)[x] = blend(frame.u(y)[x], u, share);
            frame.v(y)[x] = blend(frame.v(y)[x], v, share);
        }
}

void Stage::shade(Ellipse const& ellipse, Yuv color, float share) {
    auto const most = clamp01(share) * 255;
    if (most < 1) return;
    auto const plane = [&](auto const& row_at, int plane_width, int plane_height, float scale, float value) {
        auto const top = std::max(0, static_cast<int>((ellipse.centre.y - ellipse.height) * scale));
        auto const bottom = std::min(plane_height, static_cast<int>((ellipse.centre.y + ellipse.height) * scale) + 1);
        auto const left = std::max(0, static_cast<int>((ellipse.centre.x - ellipse.width) * scale));
        auto const right = std::min(plane_width, static_cast<int>((ellipse.centre.x + ellipse.width) * scale) + 1);
        auto const to = static_cast<int>(rounded(value));
        for (int y = top; y < bottom; ++y) {
            auto const dy = (static_cast<float>(y) / scale - ellipse.centre.y) / ellipse.height;
            auto* dst = row_at(y);
            for (int x = left; x < right; ++x) {
                auto const dx = (static_cast<float>(x) / scale - ellipse.centre.x) / ellipse.width;
                auto const away = std::min(dx * dx * dx * dx + dy * dy, 1.0F);
                dst[x] = blend(dst[x], to, static_cast<int>(most * (1 - away) * (1 - away) + 0.5F));
            }
        }
    };
    plane([&](int y) { return frame.luma(y); }, width(), height(), 1.0F, color.y);
    plane([&](int y) { return frame.u(y); }, width() / 2, height() / 2, 0.5F, color.u);
    plane([&](int y) { return frame.v(y); }, width() / 2, height() / 2, 0.5F, color.v);
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
