#include "ui/theme/flat_style.h"

#include <algorithm>

#include <QAbstractScrollArea>
#include <QAbstractSpinBox>
#include <QPainter>
#include <QStyleOption>
#include <QWidget>

#include "ui/theme/theme.h"

namespace zeroloom {

namespace {

constexpr qreal Radius = 5;

void panel(QPainter* painter, const QRect& rect, const QColor& fill, const QColor& border)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(border.isValid() ? QPen(border, 1) : QPen(Qt::NoPen));
    painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter->drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), Radius, Radius);
    painter->restore();
}

bool has(const QWidget* widget, const char* property)
{
    return widget != nullptr && widget->property(property).toBool();
}

// A frame around a viewport, which is square and fills all of it.
bool isTextArea(const QWidget* widget) { return qobject_cast<const QAbstractScrollArea*>(widget) != nullptr; }

void button(QPainter* painter, const QStyleOption* option, const QWidget* widget, bool borderAtRest)
{
    const ThemeColors& colors = Theme::instance().colors();
    const bool enabled = option->state & QStyle::State_Enabled;
    const bool down = option->state & (QStyle::State_Sunken | QStyle::State_On);
    const bool hover = enabled && option->state & QStyle::State_MouseOver;
    if (enabled && has(widget, FlatStyle::ProminentProperty)) {
        const QColor fill = down ? colors.good.darker(115) : hover ? colors.good.lighter(108) : colors.good;
        panel(painter, option->rect, fill, {});
    } else if (borderAtRest || down || hover) {
        const QColor fill = down ? colors.divider : hover ? colors.hover : colors.raised;
        panel(painter, option->rect, fill, borderAtRest ? colors.divider : QColor());
    }
    if (option->state & QStyle::State_HasFocus && option->state & QStyle::State_KeyboardFocusChange) {
        panel(painter, option->rect, {}, colors.selection);
    }
}

QIcon tinted(QPixmap pixmap, const QColor& color)
{
    QPainter painter(&pixmap);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(pixmap.rect(), color);
    painter.end();
    return QIcon(pixmap);
}

// Icon and text together in the middle; Qt sets the text at the left.
void toolButtonLabel(QPainter* painter, const QStyleOptionToolButton* option, const QWidget* widget)
{
    const ThemeColors& colors = Theme::instance().colors();
    const bool enabled = option->state & QStyle::State_Enabled;
    const bool prominent = enabled && has(widget, FlatStyle::ProminentProperty);
    const int gap = Theme::Unit * 3 / 4;
    painter->save();
    painter->setFont(option->font);
    const int textWidth = painter->fontMetrics().horizontalAdvance(option->text) + 1;
    const int iconWidth = option->icon.isNull() ? 0 : option->iconSize.width() + gap;
    QRect rect(0, 0, iconWidth + textWidth, option->rect.height());
    rect.moveCenter(option->rect.center());
    if (iconWidth > 0) {
        const QRect box(rect.left(), rect.center().y() - option->iconSize.height() / 2 + 1, option->iconSize.width(),
                        option->iconSize.height());
        const QPixmap picture = option->icon.pixmap(option->iconSize, widget->devicePixelRatioF(),
                                                    enabled ? QIcon::Normal : QIcon::Disabled);
        (prominent ? tinted(picture, colors.textOnAccent) : QIcon(picture)).paint(painter, box);
    }
    painter->setPen(prominent
                        ? colors.textOnAccent
                        : option->palette.color(enabled ? QPalette::Active : QPalette::Disabled, QPalette::ButtonText));
    painter->drawText(rect.adjusted(iconWidth, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft | Qt::TextHideMnemonic,
                      option->text);
    painter->restore();
}

// A thumb without arrows: the wheel, the keys and the groove do what arrows would.
void scrollBar(QPainter* painter, const QStyleOptionSlider* option, const QRect& thumb)
{
    const ThemeColors& colors = Theme::instance().colors();
    const bool active =
        option->state & QStyle::State_MouseOver || option->activeSubControls & QStyle::SC_ScrollBarSlider;
    painter->fillRect(option->rect, option->palette.color(QPalette::Base));
    if (option->maximum == option->minimum) {
        return;
    }
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(active ? colors.textMuted : colors.border);
    const QRectF inside = QRectF(thumb).adjusted(2, 2, -2, -2);
    const qreal round = std::min(inside.width(), inside.height()) / 2;
    painter->drawRoundedRect(inside, round, round);
    painter->restore();
}

void chevron(QPainter* painter, const QRect& rect, bool up, bool enabled)
{
    const ThemeColors& colors = Theme::instance().colors();
    const QPointF middle = QRectF(rect).center();
    const qreal rise = up ? -2 : 2;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(enabled ? colors.textMuted : colors.border, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF points[] = {middle + QPointF(-3.5, -rise), middle + QPointF(0, rise), middle + QPointF(3.5, -rise)};
    painter->drawPolyline(points, 3);
    painter->restore();
}

// Its ring is seen on every surface, chosen or not.
void radioButton(QPainter* painter, const QStyleOption* option)
{
    const ThemeColors& colors = Theme::instance().colors();
    const bool enabled = option->state & QStyle::State_Enabled;
    const bool on = option->state & QStyle::State_On;
    const QColor ring = !enabled ? colors.border : on ? colors.selection : colors.textMuted;
    const qreal radius = std::min(option->rect.width(), option->rect.height()) / 2.0 - 1;
    const QPointF middle = QRectF(option->rect).center();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(ring, 1.5));
    painter->setBrush(enabled ? colors.surface : colors.raised);
    painter->drawEllipse(middle, radius, radius);
    if (on) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(ring);
        painter->drawEllipse(middle, radius / 2, radius / 2);
    }
    painter->restore();
}

void field(QPainter* painter, const QStyleOption* option)
{
    const ThemeColors& colors = Theme::instance().colors();
    const bool enabled = option->state & QStyle::State_Enabled;
    const bool focus = enabled && option->state & QStyle::State_HasFocus;
    panel(painter, option->rect, enabled ? colors.surface : colors.raised, focus ? colors.selection : colors.border);
}

void tab(QPainter* painter, const QStyleOptionTab* option)
{
    const ThemeColors& colors = Theme::instance().colors();
    const QRect& rect = option->rect;
    if (option->state & QStyle::State_Selected) {
        painter->fillRect(rect.adjusted(4, rect.height() - 2, -4, 0), colors.selection);
    } else if (option->state & QStyle::State_MouseOver && option->state & QStyle::State_Enabled) {
        painter->fillRect(rect.adjusted(4, rect.height() - 2, -4, 0), colors.divider);
    }
}

} // namespace

FlatStyle::FlatStyle() : QProxyStyle(QStringLiteral("fusion")) {}

void FlatStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                              const QWidget* widget) const
{
    const ThemeColors& colors = Theme::instance().colors();
    switch (element) {
    case PE_PanelButtonCommand:
        button(painter, option, widget, true);
        return;
    case PE_PanelButtonTool:
        button(painter, option, widget, has(widget, BorderedProperty));
        return;
    case PE_PanelLineEdit:
        if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option); frame && frame->lineWidth <= 0) {
            break; // the field inside a spin box or a combo box: its owner has the frame
        }
        field(painter, option);
        return;
    case PE_Frame:
        panel(painter, option->rect, isTextArea(widget) ? option->palette.color(QPalette::Base) : QColor(),
              option->state & State_HasFocus ? colors.selection : colors.border);
        return;
    case PE_FrameLineEdit:
        return; // drawn with its panel
    case PE_FrameTabBarBase:
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), colors.divider);
        return;
    case PE_FrameTabWidget:
    case PE_FrameStatusBarItem:
        return;
    case PE_PanelStatusBar:
        painter->fillRect(QRect(option->rect.left(), option->rect.top(), option->rect.width(), 1), colors.divider);
        return;
    case PE_IndicatorRadioButton:
        radioButton(painter, option);
        return;
    case PE_FrameFocusRect:
        panel(painter, option->rect, {}, colors.selection);
        return;
    case PE_IndicatorToolBarSeparator:
        painter->fillRect(QRect(option->rect.center().x(), option->rect.top() + 6, 1, option->rect.height() - 12),
                          colors.divider);
        return;
    case PE_IndicatorDockWidgetResizeHandle:
        painter->fillRect(option->rect, colors.divider);
        return;
    case PE_PanelMenuBar:
        painter->fillRect(option->rect, colors.surface);
        return;
    default:
        break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void FlatStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                            const QWidget* widget) const
{
    const ThemeColors& colors = Theme::instance().colors();
    switch (element) {
    case CE_ToolBar:
        painter->fillRect(option->rect, colors.surface);
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), colors.divider);
        return;
    case CE_MenuBarEmptyArea:
        painter->fillRect(option->rect, colors.surface);
        return;
    case CE_MenuBarItem: {
        painter->fillRect(option->rect, colors.surface);
        const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
        if (item == nullptr) {
            break;
        }
        if (item->state & (State_Selected | State_Sunken) && item->state & State_Enabled) {
            panel(painter, option->rect.adjusted(0, 2, 0, -2), colors.hover, {});
        }
        // Letters are underlined while the keyboard is in the menu bar, which is when they mean something.
        const bool underline = widget != nullptr && widget->hasFocus();
        drawItemText(painter, option->rect, Qt::AlignCenter | (underline ? Qt::TextShowMnemonic : Qt::TextHideMnemonic),
                     item->palette, item->state & State_Enabled, item->text, QPalette::ButtonText);
        return;
    }
    case CE_TabBarTabShape:
        if (const auto* shape = qstyleoption_cast<const QStyleOptionTab*>(option)) {
            tab(painter, shape);
            return;
        }
        break;
    case CE_Splitter:
        painter->fillRect(option->rect, colors.divider);
        return;
    case CE_PushButtonLabel:
        if (const auto* push = qstyleoption_cast<const QStyleOptionButton*>(option);
            push != nullptr && has(widget, ProminentProperty) && option->state & State_Enabled) {
            QStyleOptionButton copy(*push);
            copy.palette.setColor(QPalette::ButtonText, colors.textOnAccent);
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
        break;
    case CE_ToolButtonLabel:
        if (const auto* tool = qstyleoption_cast<const QStyleOptionToolButton*>(option);
            tool != nullptr && widget != nullptr && tool->toolButtonStyle == Qt::ToolButtonTextBesideIcon) {
            toolButtonLabel(painter, tool, widget);
            return;
        }
        break;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void FlatStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                                   const QWidget* widget) const
{
    if (control == CC_ScrollBar) {
        if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option)) {
            scrollBar(painter, bar, subControlRect(CC_ScrollBar, bar, SC_ScrollBarSlider, widget));
            return;
        }
    }
    if (const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option);
        spin != nullptr && control == CC_SpinBox) {
        field(painter, spin);
        for (const SubControl part : {SC_SpinBoxUp, SC_SpinBoxDown}) {
            const bool up = part == SC_SpinBoxUp;
            const bool can =
                spin->stepEnabled & (up ? QAbstractSpinBox::StepUpEnabled : QAbstractSpinBox::StepDownEnabled);
            chevron(painter, subControlRect(CC_SpinBox, spin, part, widget), up, can);
        }
        return;
    }
    if (const auto* box = qstyleoption_cast<const QStyleOptionComboBox*>(option);
        box != nullptr && control == CC_ComboBox) {
        if (box->editable) {
            field(painter, box);
        } else {
            button(painter, box, widget, true);
        }
        chevron(painter, subControlRect(CC_ComboBox, box, SC_ComboBoxArrow, widget), false, box->state & State_Enabled);
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect FlatStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                                const QWidget* widget) const
{
    const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (control != CC_ScrollBar || bar == nullptr) {
        return QProxyStyle::subControlRect(control, option, part, widget);
    }
    const bool across = bar->orientation == Qt::Horizontal;
    const int length = across ? bar->rect.width() : bar->rect.height();
    const int range = bar->maximum - bar->minimum;
    const qint64 whole = static_cast<qint64>(range) + bar->pageStep;
    const int least = std::min(24, length);
    const int thumb =
        range == 0 ? length
                   : std::max(least, static_cast<int>(length * qint64(bar->pageStep) / std::max<qint64>(whole, 1)));
    const int start =
        sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - thumb, bar->upsideDown);
    const auto span = [&](int from, int to) {
        const QRect rect = across ? QRect(bar->rect.left() + from, bar->rect.top(), to - from, bar->rect.height())
                                  : QRect(bar->rect.left(), bar->rect.top() + from, bar->rect.width(), to - from);
        return visualRect(bar->direction, bar->rect, rect);
    };
    switch (part) {
    case SC_ScrollBarGroove:
        return span(0, length);
    case SC_ScrollBarSlider:
        return span(start, start + thumb);
    case SC_ScrollBarSubPage:
        return span(0, start);
    case SC_ScrollBarAddPage:
        return span(start + thumb, length);
    default:
        return {};
    }
}

QRect FlatStyle::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
    return element == SE_LineEditContents && frame != nullptr && frame->lineWidth > 0 ? rect.adjusted(4, 0, -4, 0)
                                                                                      : rect;
}

int FlatStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_TabBarBaseOverlap:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_ToolBarFrameWidth:
    case PM_DockWidgetFrameWidth:
        return 0;
    case PM_DefaultFrameWidth:
        // So wide that the viewport's corners stay inside the round ones.
        return isTextArea(widget) ? 3 : QProxyStyle::pixelMetric(metric, option, widget);
    case PM_ToolBarItemMargin:
    case PM_ToolBarItemSpacing:
        return Theme::Unit / 2;
    case PM_ToolBarHandleExtent:
        return Theme::Unit;
    case PM_DockWidgetSeparatorExtent:
    case PM_SplitterWidth:
        return 3;
    case PM_TabBarTabHSpace:
        return Theme::Unit * 3;
    case PM_TabBarTabVSpace:
        return Theme::Unit + 4;
    case PM_ScrollBarExtent:
        return 10;
    case PM_ScrollBarSliderMin:
        return 24;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
        return 16;
    case PM_ToolBarIconSize:
        return 18;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int FlatStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                         QStyleHintReturn* returnData) const
{
    switch (hint) {
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_Widget_Animation_Duration:
        return 0;
    case SH_ToolTip_WakeUpDelay:
        return 500;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

QIcon FlatStyle::standardIcon(StandardPixmap which, const QStyleOption* option, const QWidget* widget) const
{
    const Theme& theme = Theme::instance();
    const int size = pixelMetric(PM_MessageBoxIconSize, option, widget);
    const auto sign = [&](const char* name, const QColor& color) {
        return tinted(theme.icon(QLatin1String(name)).pixmap(QSize(size, size)), color);
    };
    switch (which) {
    case SP_MessageBoxInformation:
        return sign("info", theme.colors().accent);
    case SP_MessageBoxQuestion:
        return sign("help", theme.colors().accent);
    case SP_MessageBoxWarning:
        return sign("warning", theme.colors().warning);
    case SP_MessageBoxCritical:
        return sign("error", theme.colors().alarm);
    default:
        return QProxyStyle::standardIcon(which, option, widget);
    }
}

QSize FlatStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                  const QWidget* widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type == CT_PushButton || type == CT_LineEdit || type == CT_SpinBox || type == CT_ComboBox) {
        result.setHeight(std::max(result.height(), 28));
    } else if (type == CT_ToolButton) {
        result += QSize(Theme::Unit, 2);
    } else if (type == CT_MenuBarItem) {
        result.setHeight(std::max(result.height(), 30));
    }
    return result;
}

} // namespace zeroloom
