#include "ui/theme/theme.h"

#include <array>

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QFontMetricsF>
#include <QHash>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

#include "core/base/file_system.h"
#include "ui/theme/flat_style.h"
#include "ui/theme/icon_engine.h"
#include "ui/theme/theme_colors.h"
#include "ui/theme/type_glyph.h"

namespace zeroloom {

namespace {

constexpr int TextPixels = 13;
constexpr int SmallPixels = 11;

// Qt before 6.7 cannot switch a font's tabular digits on, so figures take the text font only when its digits are of
// one width as they are, and else the first installed one whose are.
bool hasTabularDigits(const QFont& font)
{
    const QFontMetricsF metrics(font);
    const qreal width = metrics.horizontalAdvance(QLatin1Char('0'));
    for (char digit = '1'; digit <= '9'; ++digit) {
        if (std::abs(metrics.horizontalAdvance(QLatin1Char(digit)) - width) > 0.01) {
            return false;
        }
    }
    return true;
}

bool installed(const QString& family) { return QFontDatabase::hasFamily(family); }

QFont sized(QFont font, int pixels, QFont::Weight weight = QFont::Normal)
{
    font.setPixelSize(pixels);
    font.setWeight(weight);
    return font;
}

QFont textFamily()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    if (installed(QStringLiteral("Inter"))) {
        font = QFont(QStringLiteral("Inter"));
    }
    font.setStyleHint(QFont::SansSerif);
    return font;
}

QFont figureFamily(const QFont& text)
{
    if (hasTabularDigits(sized(text, TextPixels))) {
        return text;
    }
    for (const char* family : {"Noto Sans", "Open Sans", "Liberation Sans", "DejaVu Sans Condensed", "DejaVu Sans"}) {
        const QString name = QLatin1String(family);
        if (installed(name) && hasTabularDigits(sized(QFont(name), TextPixels))) {
            return QFont(name);
        }
    }
    return QFontDatabase::systemFont(QFontDatabase::FixedFont);
}

QByteArray readIcon(const QString& name)
{
    const auto folder = resourceFolder();
    if (!folder) {
        return {};
    }
    QFile file(QString::fromStdString((*folder / "icons" / (name.toStdString() + ".svg")).string()));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

Theme& Theme::instance()
{
    static Theme theme;
    return theme;
}

Theme::Theme() : m_colors(themeColors(ThemeKind::Light))
{
    const QFont text = textFamily();
    const QFont figures = figureFamily(text);
    m_text = sized(text, TextPixels);
    m_small = sized(text, SmallPixels);
    m_title = sized(text, TextPixels, QFont::DemiBold);
    m_figure = sized(figures, TextPixels);
    m_smallFigure = sized(figures, SmallPixels);
}

ThemeKind Theme::systemKind()
{
    const QPalette palette = QApplication::palette();
    const bool darkPalette =
        palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
    const bool darkGtk = qEnvironmentVariable("GTK_THEME").contains(QLatin1String("dark"), Qt::CaseInsensitive);
    return darkPalette || darkGtk ? ThemeKind::Dark : ThemeKind::Light;
}

void Theme::apply(ThemeKind kind)
{
    m_kind = kind;
    m_colors = themeColors(kind);
    if (qobject_cast<FlatStyle*>(QApplication::style()) == nullptr) {
        QApplication::setStyle(new FlatStyle);
    }
    QApplication::setPalette(themePalette(m_colors));
    QApplication::setFont(m_text);
    QToolTip::setPalette(QApplication::palette());
    QToolTip::setFont(m_text);
    Q_EMIT changed();
    for (QWidget* widget : QApplication::allWidgets()) {
        widget->update();
    }
}

QColor Theme::patternColor(Pattern pattern) const
{
    switch (pattern) {
    case Pattern::RequestReply:
        return m_colors.requestReply;
    case Pattern::PublishSubscribe:
        return m_colors.publishSubscribe;
    case Pattern::Pipeline:
        return m_colors.pipeline;
    case Pattern::ExclusivePair:
        return m_colors.exclusivePair;
    case Pattern::Raw:
    case Pattern::Draft:
        break;
    }
    return m_colors.raw;
}

QColor Theme::typeColor(SocketType type) const { return patternColor(info(type).pattern); }

QIcon Theme::typeIcon(SocketType type) const { return QIcon(new TypeIconEngine(type)); }

QPixmap Theme::typeGlyph(SocketType type, const QColor& color, int size, qreal devicePixelRatio) const
{
    QPixmap pixmap(QSize(size, size) * devicePixelRatio);
    pixmap.setDevicePixelRatio(devicePixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    drawTypeGlyph(painter, QRectF(0, 0, size, size), type, color);
    return pixmap;
}

QIcon Theme::icon(const QString& name) const
{
    static QHash<QString, QByteArray> files;
    auto found = files.find(name);
    if (found == files.end()) {
        found = files.insert(name, readIcon(name));
    }
    return found->isEmpty() ? QIcon() : QIcon(new ThemedIconEngine(*found));
}

QFont Theme::textFont() const { return m_text; }
QFont Theme::smallFont() const { return m_small; }
QFont Theme::titleFont() const { return m_title; }
QFont Theme::figureFont() const { return m_figure; }
QFont Theme::smallFigureFont() const { return m_smallFigure; }

} // namespace zeroloom
