#pragma once

#include <boost/describe.hpp>
#include <vector>

#include "media/picture.hpp"

/// How a picture looks from across a room: how much of it has which colour, in a few hundred bytes.
namespace troupe::visual {

/// Shares of the picture in cells of OKLab, .08 wide. A colour between the middles of cells counts for each of the eight
/// around it, so that two colours a hair apart are not told apart by the border between them.
struct PicturePrint {
    std::vector<int> cells;   ///< rising; each is (l * 64 + a) * 64 + b, the axes in cells from -16 on
    std::vector<int> shares;  ///< of the cell with the same index, in 1/10,000 of the picture; cells with less are left out
    [[nodiscard]] bool is_empty() const { return cells.empty(); }
};
BOOST_DESCRIBE_STRUCT(PicturePrint, (), (cells, shares))

/// Of the picture as it is seen at about 200 px, so that a preview and the whole picture have nearly the same print.
/// A picture without pixels has an empty one.
[[nodiscard]] PicturePrint print_of(media::Picture const& picture);

/// 0: the same colours in the same amounts; 1: none in common, or one of them is empty.
[[nodiscard]] double print_distance(PicturePrint const& a, PicturePrint const& b);

}  // namespace troupe::visual
