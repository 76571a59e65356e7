// Colours, fonts, spacing and glyphs of the window: one place, two themes. GUI thread only.
#pragma once

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>
#include <QPixmap>
#include <QString>

#include "core/zmq/socket_type.h"

namespace zeroloom {

enum class ThemeKind { Light, Dark };

// Neutral surfaces; colour only where it means something. Text has a contrast of 4.5 to 1 or better on its surface.
struct ThemeColors {
    QColor window, surface, raised, canvas, grid, border, divider;
    QColor text, textMuted, textOnAccent, accent, selection, hover;
    QColor highlight;                                                    // behind what is selected in lists and fields
    QColor good, warning, alarm, idle;                                   // states; never the only sign of one
    QColor requestReply, publishSubscribe, pipeline, exclusivePair, raw; // Okabe and Ito
};

class Theme final : public QObject {
    Q_OBJECT
public:
    static Theme& instance();

    // Fusion style with our palette and font, on the whole application.
    void apply(ThemeKind kind);
    ThemeKind kind() const { return m_kind; }
    // What the desktop uses: read before the first apply(), from the palette that its platform theme set.
    static ThemeKind systemKind();
    const ThemeColors& colors() const { return m_colors; }

    QColor patternColor(Pattern pattern) const;
    QColor typeColor(SocketType type) const;
    // A socket type's glyph, in white on its pattern's colour (`tile`) or bare in `color`.
    QIcon typeIcon(SocketType type) const;
    QPixmap typeGlyph(SocketType type, const QColor& color, int size, qreal devicePixelRatio) const;
    // An icon of resources/icons by its file's name without ".svg", in the colour of text.
    QIcon icon(const QString& name) const;

    QFont textFont() const;   // 13 px
    QFont smallFont() const;  // 11 px
    QFont titleFont() const;  // text, semibold
    QFont figureFont() const; // text, with tabular digits
    QFont smallFigureFont() const;

    static constexpr int Unit = 8; // px; every distance is a multiple or a half of it

Q_SIGNALS:
    void changed();

private:
    Theme();
    QFont m_text, m_small, m_title, m_figure, m_smallFigure;
    ThemeKind m_kind = ThemeKind::Light;
    ThemeColors m_colors;
};

} // namespace zeroloom
