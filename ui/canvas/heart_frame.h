// The place on the canvas for the hearts of one monitor: cells with words while they are few, a matrix of small squares
// when they are many. Pure functions; scene units.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include <QPointF>
#include <QRectF>

namespace zeroloom {

enum class HeartStyle {
    Cells,  // state, name, round trip, and the last beats
    Matrix, // a square each, coloured and patterned by its state
};

struct HeartFrame {
    static constexpr std::size_t MostCells = 60; // with more it is a matrix
    static constexpr double Padding = 8, HeaderHeight = 24;

    HeartStyle style = HeartStyle::Cells;
    QRectF rect; // with its border; null: there is no room at all
    QSizeF pitch;
    int columns = 0, rows = 0;
    std::size_t shown = 0; // so many have room

    QRectF header() const;
    // Of the heart at `index`, from 0, row by row. In it the square or card leaves a gap to its neighbours.
    QRectF cell(std::size_t index) const;
    std::optional<std::size_t> indexAt(const QPointF& point) const;
    // The rows of indices that `part` touches: from the first to one behind the last.
    std::pair<std::size_t, std::size_t> indicesIn(const QRectF& part) const;
    bool operator==(const HeartFrame&) const = default;
};

// Beside `anchor`, the card of the node whose hearts they are: below it where there is room, else above or at a side,
// clear of everything in `taken`. Grows with their number in steps, so that a new one moves no other most of the time.
HeartFrame heartFrame(const QRectF& anchor, std::size_t hearts, const std::vector<QRectF>& taken);

} // namespace zeroloom
