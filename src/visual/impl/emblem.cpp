#include "visual/impl/emblem.hpp"

#include <cmath>
#include <numbers>

namespace troupe::visual::impl {
namespace {

constexpr double pi = std::numbers::pi;

/// A disc that another disc has bitten, and a small one in the bite.
Emblem crescent(Random& random) {
    auto const angle = random.uniform(-pi, pi);
    auto const gap = random.uniform(0.08, 0.14);
    Emblem mark;
    auto const turn = random.uniform(0.62, 0.78);
    mark.body.ring(0, 0, 0.72, 1, angle + turn * 0.4, angle + 2 * pi - turn * 0.4);
    mark.body.circle(0.2 * std::cos(angle + pi), 0.2 * std::sin(angle + pi), 0.72 - 0.2 - gap);
    mark.spark.circle(0.86 * std::cos(angle), 0.86 * std::sin(angle), 0.14);
    return mark;
}

/// Arcs of a broken target.
Emblem target(Random& random) {
    Emblem mark;
    auto const rings = random.between(3, 4);
    auto const pitch = 0.8 / rings;
    auto const start = random.uniform(-pi, pi);
    for (int i = 0; i < rings; ++i) {
        auto const outer = 1 - i * pitch;
        auto const from = start + i * random.uniform(0.5, 1.4);
        mark.body.ring(0, 0, outer - pitch * 0.52, outer, from, from + pi * random.uniform(1.05, 1.65));
    }
    mark.spark.circle(0, 0, pitch * 0.55);
    return mark;
}

/// Leaves around a centre.
Emblem flower(Random& random) {
    Emblem mark;
    auto const petals = random.between(5, 9);
    auto const inner = random.uniform(0.2, 0.3);
    auto const width = random.uniform(1.1, 1.5) / petals * 1.9;
    auto const start = -pi / 2;
    for (int i = 0; i < petals; ++i) {
        auto const a = start + 2 * pi * i / petals;
        mark.body.leaf(inner * std::cos(a), inner * std::sin(a), std::cos(a), std::sin(a), width);
    }
    mark.spark.circle(0, 0, inner * 0.62);
    return mark;
}

/// Bars of a level meter cut to a circle.
Emblem meter(Random& random) {
    Emblem mark;
    auto const bars = random.between(5, 7);
    auto const pitch = 2.0 / bars;
    auto const lit = random.between(1, bars - 2);
    for (int i = 0; i < bars; ++i) {
        auto const x = -1 + (i + 0.5) * pitch;
        auto const tall = std::sqrt(std::max(0.05, 1 - x * x)) * random.uniform(0.45, 1);
        auto& path = i == lit ? mark.spark : mark.body;
        path.box(x - pitch * 0.34, -tall, pitch * 0.68, 2 * tall);
    }
    return mark;
}

/// Quarter discs on a grid of two by two, each its own way round.
Emblem blocks(Random& random) {
    Emblem mark;
    auto const lit = random.between(0, 3);
    constexpr double half = 0.76;
    constexpr double gap = 0.035;
    for (int cell = 0; cell < 4; ++cell) {
        auto const x = cell % 2 == 0 ? -half : gap;
        auto const y = cell / 2 == 0 ? -half : gap;
        auto const size = half - gap;
        auto const turn = random.between(0, 3);
        if (cell == lit) {
            mark.spark.circle(x + size / 2, y + size / 2, size / 2);
            continue;
        }
        if (random.chance(0.2)) mark.body.box(x, y, size, size);
        else mark.body.quarter(turn == 0 || turn == 3 ? x : x + size, turn < 2 ? y : y + size, size, turn);
    }
    return mark;
}

/// A horizon: half a sun over shortening lines.
Emblem horizon(Random& random) {
    Emblem mark;
    auto const radius = random.uniform(0.5, 0.62);
    mark.spark.ring(0, 0.06, 0, radius, pi, 2 * pi);
    auto const lines = random.between(3, 4);
    auto const pitch = 0.72 / lines;
    for (int i = 0; i < lines; ++i) {
        auto const y = 0.16 + i * pitch;
        auto const wide = std::sqrt(std::max(0.0, 1 - y * y)) * (1 - 0.12 * i);
        mark.body.box(-wide, y, 2 * wide, pitch * (0.52 - 0.07 * i));
    }
    mark.body.ring(0, 0.06, radius + 0.12, radius + 0.2, pi, 2 * pi);
    return mark;
}

}  // namespace

Emblem make_emblem(VisualSystem const& system) {
    auto random = system.random(0).stream("emblem");
    auto const strongest = system.families.front().name;
    // The mark is of the same world as the covers, more often than not.
    if (random.chance(0.7)) {
        if (strongest == "aura") return crescent(random);
        if (strongest == "swiss") return blocks(random);
        if (strongest == "landscape") return horizon(random);
        if (strongest == "rings") return target(random);
        if (strongest == "flow") return flower(random);
    }
    switch (random.below(6)) {
        case 0: return crescent(random);
        case 1: return target(random);
        case 2: return flower(random);
        case 3: return meter(random);
        case 4: return blocks(random);
        default: return horizon(random);
    }
}

}  // namespace troupe::visual::impl
