#include "ui/theme/flat_style.h"

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
    case PE_FrameLineEdit:
        return; // drawn with its panel
    case PE_FrameTabBarBase:
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), colors.divider);
        return;
    case PE_FrameTabWidget:
    case PE_FrameStatusBarItem:
    case PE_PanelStatusBar:
    case PE_FrameFocusRect:
        if (element == PE_FrameFocusRect) {
            panel(painter, option->rect, {}, colors.selection);
        }
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
        const bool underline = styleHint(SH_UnderlineShortcut, option, widget, nullptr) != 0;
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
    case CE_ToolButtonLabel:
        if (has(widget, ProminentProperty) && option->state & State_Enabled) {
            QPalette palette = option->palette;
            palette.setColor(QPalette::ButtonText, colors.textOnAccent);
            if (const auto* push = qstyleoption_cast<const QStyleOptionButton*>(option)) {
                QStyleOptionButton copy(*push);
                copy.palette = palette;
                QProxyStyle::drawControl(element, &copy, painter, widget);
                return;
            }
            if (const auto* tool = qstyleoption_cast<const QStyleOptionToolButton*>(option)) {
                QStyleOptionToolButton copy(*tool);
                copy.palette = palette;
                // Icons know the colour of text on an accent as that of the selected mode.
                copy.icon = QIcon(tool->icon.pixmap(tool->iconSize, widget->devicePixelRatioF(), QIcon::Selected));
                QProxyStyle::drawControl(element, &copy, painter, widget);
                return;
            }
        }
        break;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
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
