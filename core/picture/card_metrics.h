// The measures of the canvas in layout units: what the window draws and exported pictures share. Constants.
#pragma once

namespace zeroloom::canvas_metrics {

inline constexpr double Grid = 8;        // what dragging snaps to
inline constexpr double NodeWidth = 184; // at least
inline constexpr double NodeWidthLimit = 320;
inline constexpr double TitleRoom = 62;    // of a card's width: its margin, the sign of a problem, the state
inline constexpr double SubtitleRoom = 32; // the margins at both sides
inline constexpr double FirstPort = 60;    // from the card's top
inline constexpr double PortPitch = 24;
inline constexpr double BadgeHeight = 16;
inline constexpr double BottomPadding = 20;
inline constexpr double PortRadius = 6;
inline constexpr double CornerRadius = 8;
inline constexpr double FooterHeight = 20;
inline constexpr double TextPixels = 13; // titles
inline constexpr double SmallPixels = 11;

} // namespace zeroloom::canvas_metrics
