// The characters of figures as small pictures, drawn once and then only copied: text is what makes a tick dear. One
// for each font, colour and scale. GUI thread only.
#pragma once

#include <QColor>
#include <QFont>
#include <QHash>
#include <QPixmap>
#include <QString>

class QPainter;

namespace zeroloom {

class DigitAtlas {
public:
    // `scale`: how many viewport pixels a pixel of the font takes.
    void configure(const QFont& font, const QColor& color, double scale, qreal devicePixelRatio);

    double width(const QString& text); // viewport pixels
    double height() const { return m_height; }
    // With the text's left edge and the middle of its digits at `at`.
    void draw(QPainter& painter, const QPointF& at, const QString& text);

private:
    struct Glyph {
        QPixmap picture;
        double advance = 0;
    };
    const Glyph& glyph(QChar character);

    QFont m_font;
    QColor m_color;
    double m_scale = 0;
    qreal m_ratio = 1;
    double m_height = 0;
    double m_middle = 0; // of the digits, below the picture's top
    QHash<QChar, Glyph> m_glyphs;
};

} // namespace zeroloom
