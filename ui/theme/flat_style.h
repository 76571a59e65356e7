// Qt's Fusion style without its bevels and gradients: flat surfaces, thin borders, a line under the current tab.
#pragma once

#include <QProxyStyle>

namespace zeroloom {

class FlatStyle final : public QProxyStyle {
    Q_OBJECT
public:
    // A push or tool button whose property of this name is true is filled with the theme's colour of what goes well.
    static constexpr const char* ProminentProperty = "zeroloomProminent";
    // A tool button whose property of this name is true has a border at rest.
    static constexpr const char* BorderedProperty = "zeroloomBordered";

    FlatStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                         const QWidget* widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* returnData) const override;
    // Questions bear our signs.
    QIcon standardIcon(StandardPixmap which, const QStyleOption* option, const QWidget* widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                           const QWidget* widget) const override;
};

} // namespace zeroloom
