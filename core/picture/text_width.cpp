#include "core/picture/text_width.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "core/base/utf8.h"
#include "core/picture/clean_text.h"

namespace zeroloom {
namespace {

// Advances in thousandths of the font's size.
constexpr char32_t FirstAscii = 0x20, LastAscii = 0x7E, FirstLatin = 0xA0, LastLatin = 0x17F;
using AsciiWidths = std::array<std::uint16_t, LastAscii - FirstAscii + 1>;
using LatinWidths = std::array<std::uint16_t, LastLatin - FirstLatin + 1>;

// Inter 4.0, Regular.
constexpr AsciiWidths RegularAscii{
    281, 278, 403, 631, 638, 812, 639, 222, 362, 362, 500, 659, 280, 460, 276, 357, 625, 464, 605,
    636, 642, 608, 624, 571, 616, 624, 276, 280, 659, 659, 659, 507, 936, 676, 651, 727, 719, 598,
    587, 743, 740, 264, 543, 652, 562, 889, 753, 761, 635, 761, 639, 638, 642, 741, 676, 949, 642,
    665, 625, 362, 357, 362, 469, 452, 497, 564, 621, 558, 621, 582, 361, 609, 591, 237, 237, 544,
    237, 869, 585, 597, 609, 609, 372, 523, 364, 581, 557, 812, 540, 557, 541, 362, 327, 362, 659,
};
constexpr LatinWidths RegularLatin{
    281, 278, 558, 631, 723, 548, 266, 551, 591, 915, 449, 540, 540, 460, 670, 449, 455, 659, 420, 430, 497, 622, 599,
    276, 267, 313, 449, 540, 884, 926, 949, 507, 676, 676, 676, 676, 676, 676, 990, 727, 598, 598, 598, 598, 264, 264,
    264, 264, 719, 753, 761, 761, 761, 761, 761, 659, 761, 741, 741, 741, 741, 665, 631, 609, 564, 564, 564, 564, 564,
    564, 925, 558, 582, 582, 582, 582, 237, 237, 237, 237, 580, 585, 597, 597, 597, 597, 597, 659, 597, 581, 581, 581,
    581, 557, 609, 557, 676, 564, 676, 564, 676, 564, 727, 558, 727, 558, 727, 558, 727, 558, 719, 677, 719, 621, 598,
    582, 598, 582, 598, 582, 598, 582, 598, 582, 743, 609, 743, 609, 743, 609, 743, 609, 740, 591, 777, 591, 443, 278,
    264, 237, 264, 237, 264, 237, 264, 237, 807, 474, 543, 237, 652, 544, 631, 562, 237, 562, 237, 562, 305, 562, 315,
    562, 237, 753, 585, 753, 585, 753, 585, 600, 753, 585, 761, 597, 761, 597, 761, 597, 953, 990, 639, 372, 639, 372,
    639, 372, 638, 523, 638, 523, 638, 523, 638, 523, 642, 364, 642, 364, 642, 364, 741, 581, 741, 581, 741, 581, 741,
    581, 741, 581, 741, 581, 949, 812, 665, 557, 665, 625, 541, 625, 541, 625, 541, 267,
};
// Inter 4.0, SemiBold.
constexpr AsciiWidths SemiBoldAscii{
    248, 309, 396, 643, 649, 844, 663, 213, 393, 393, 543, 673, 295, 466, 290, 379, 667, 481,  621,
    652, 666, 632, 648, 587, 646, 648, 290, 295, 673, 673, 673, 544, 999, 724, 657, 744, 724,  608,
    586, 755, 744, 275, 561, 677, 566, 906, 741, 775, 643, 776, 651, 649, 660, 734, 724, 1007, 690,
    705, 653, 393, 379, 393, 481, 468, 497, 575, 630, 577, 630, 593, 377, 625, 613, 261, 261,  569,
    261, 898, 610, 608, 625, 625, 397, 549, 380, 608, 576, 837, 562, 576, 562, 393, 358, 393,  673,
};
constexpr LatinWidths SemiBoldLatin{
    248, 309, 577, 658, 751, 564,  319, 579, 553, 915, 474, 597, 566, 466, 666, 526,  458, 673, 423, 438, 497, 652, 606,
    290, 339, 318, 473, 599, 881,  919, 960, 544, 724, 724, 724, 724, 724, 724, 1017, 744, 608, 608, 608, 608, 275, 275,
    275, 275, 724, 741, 775, 775,  775, 775, 775, 673, 775, 734, 734, 734, 734, 705,  657, 646, 575, 575, 575, 575, 575,
    575, 917, 577, 593, 593, 593,  593, 261, 261, 261, 261, 593, 610, 608, 608, 608,  608, 608, 673, 608, 608, 608, 608,
    608, 576, 612, 576, 724, 575,  724, 575, 724, 575, 744, 577, 744, 577, 744, 577,  744, 577, 724, 716, 724, 630, 608,
    593, 608, 593, 608, 593, 608,  593, 608, 593, 755, 625, 755, 625, 755, 625, 755,  625, 744, 613, 799, 613, 448, 285,
    275, 261, 275, 261, 275, 266,  275, 261, 836, 521, 561, 261, 677, 569, 657, 566,  261, 566, 261, 566, 352, 574, 380,
    578, 261, 741, 610, 741, 610,  741, 610, 600, 741, 616, 775, 608, 775, 608, 775,  608, 996, 981, 651, 397, 651, 397,
    651, 397, 649, 549, 649, 549,  649, 549, 649, 549, 660, 380, 660, 404, 660, 380,  734, 608, 734, 608, 734, 608, 734,
    608, 734, 608, 734, 608, 1007, 837, 705, 576, 705, 653, 562, 653, 562, 653, 562,  282,
};

constexpr bool within(char32_t letter, char32_t first, char32_t last) { return letter >= first && letter <= last; }

// Marks and joiners that stand on the letter before them.
bool addsNothing(char32_t letter)
{
    return within(letter, 0x300, 0x36F) || within(letter, 0x591, 0x5BD) || within(letter, 0x610, 0x61A) ||
           within(letter, 0x64B, 0x65F) || within(letter, 0x1AB0, 0x1AFF) || within(letter, 0x1DC0, 0x1DFF) ||
           within(letter, 0x200B, 0x200F) || within(letter, 0x20D0, 0x20FF) || within(letter, 0xFE00, 0xFE0F) ||
           within(letter, 0xFE20, 0xFE2F) || within(letter, 0x1F3FB, 0x1F3FF) || within(letter, 0xE0100, 0xE01EF);
}

// On the safe side for what no table has: East Asian letters fill the square, pictures more.
double otherWidth(char32_t letter)
{
    if (addsNothing(letter))
        return 0;
    if (letter == 0x2026)
        return 821;
    if (within(letter, 0x1F000, 0x1FFFF) || within(letter, 0x2600, 0x27BF))
        return 1350;
    if (within(letter, 0x1100, 0x115F) || within(letter, 0x2E80, 0xA4CF) || within(letter, 0xAC00, 0xD7A3) ||
        within(letter, 0xF900, 0xFAFF) || within(letter, 0xFF00, 0xFF60) || within(letter, 0x20000, 0x3FFFD))
        return 1000;
    if (within(letter, 0x370, 0x52F)) // Greek, Cyrillic
        return 720;
    if (within(letter, 0x590, 0x6FF)) // Hebrew, Arabic
        return 680;
    return within(letter, 0x2000, 0x206F) ? 700 : 900;
}

double letterWidth(char32_t letter, TextWeight weight)
{
    const bool regular = weight == TextWeight::Regular;
    if (within(letter, FirstAscii, LastAscii))
        return (regular ? RegularAscii : SemiBoldAscii)[letter - FirstAscii];
    if (within(letter, FirstLatin, LastLatin))
        return (regular ? RegularLatin : SemiBoldLatin)[letter - FirstLatin];
    return otherWidth(letter) * (regular ? 1.0 : 1.04);
}

constexpr std::string_view Ellipsis = "\u2026";

// How many bytes of the text fit into `room`: whole letters with their accents.
std::size_t fittingBytes(std::string_view text, double room, const TextFont& font)
{
    double width = 0;
    std::size_t fits = 0;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t letter = nextCharacter(text, at);
        width += letterWidth(letter, font.weight) * font.pixels / 1000;
        if (width > room)
            return fits;
        std::size_t next = at;
        if (next == text.size() || !addsNothing(nextCharacter(text, next)))
            fits = at;
    }
    return fits;
}

std::string withEllipsis(std::string_view text, double room, const TextFont& font)
{
    text = text.substr(0, fittingBytes(text, room - textWidth(Ellipsis, font), font));
    while (text.ends_with(' '))
        text.remove_suffix(1);
    return std::string(text).append(Ellipsis);
}

} // namespace

double textWidth(std::string_view text, const TextFont& font)
{
    double width = 0;
    for (std::size_t at = 0; at < text.size();)
        width += letterWidth(nextCharacter(text, at), font.weight);
    return width * font.pixels / 1000;
}

std::string elidedText(std::string_view text, double room, const TextFont& font)
{
    return textWidth(text, font) <= room ? std::string(text) : withEllipsis(text, room, font);
}

std::vector<std::string> wrappedText(std::string_view text, double room, const TextFont& font, std::size_t most)
{
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::string_view paragraph = text.substr(0, text.find('\n'));
        std::size_t end = fittingBytes(paragraph, room, font);
        std::size_t next = end;
        if (end < paragraph.size()) {
            const std::size_t space = paragraph.rfind(' ', end);
            const bool breaks = space != std::string_view::npos && space > 0;
            end = breaks ? space : end;
            next = breaks ? space + 1 : end;
        }
        if (next == 0 && !paragraph.empty()) // not even one letter fits
            nextCharacter(paragraph, next), end = next;
        const bool wholeParagraph = end == paragraph.size();
        if (wholeParagraph)
            next = std::min(paragraph.size() + 1, text.size());
        if (lines.size() + 1 >= most && next < text.size()) {
            lines.push_back(withEllipsis(paragraph, room, font));
            return lines;
        }
        lines.emplace_back(paragraph.substr(0, end));
        text.remove_prefix(next);
    }
    return lines;
}

} // namespace zeroloom
