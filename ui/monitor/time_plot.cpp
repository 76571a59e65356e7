#include "ui/monitor/time_plot.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/theme/figures.h"
#include "ui/theme/theme.h"

namespace zeroloom {
namespace {

constexpr int MostPoints = 600;
constexpr double FarthestPoint = 2; // seconds from the pointer: points come each second at least
constexpr int WidestName = 13 * Theme::Unit;

// Okabe and Ito's eight, without black and yellow, which vanish on one theme or the other.
constexpr std::array<QRgb, 6> LineColors{0xff0072b2, 0xffd55e00, 0xff009e73, 0xffcc79a7, 0xff56b4e9, 0xffe69f00};
constexpr std::array<Qt::PenStyle, 4> LineStyles{Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine};

// Seconds before now, as people read an axis that ends at the present: "−30 s", "now".
class AgoTicker final : public QCPAxisTicker {
public:
    explicit AgoTicker(const double& now) : m_now(now) {}

protected:
    QString getTickLabel(double tick, const QLocale&, QChar, int) override
    {
        const double ago = m_now - tick;
        if (ago < 0.05)
            return ago > -0.05 ? QObject::tr("now") : QString();
        return ago < 120 ? QObject::tr("−%1 s").arg(ago, 0, 'f', getTickStep(tickRange) < 1 ? 1 : 0)
                         : QObject::tr("−%1 min").arg(ago / 60, 0, 'f', 1);
    }
    double getTickStep(const QCPRange& range) override
    {
        for (double step : {0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0})
            if (range.size() / step <= 3)
                return step;
        return 300;
    }
    QVector<double> createTickVector(double step, const QCPRange& range) override
    {
        tickRange = range;
        // Ticks stand at round times before now, so that they do not crawl with the curve.
        QVector<double> ticks;
        for (double steps = std::floor((m_now - range.lower) / step); steps >= 0; --steps)
            if (const double at = m_now - steps * step; at <= range.upper)
                ticks << at;
        return ticks;
    }

private:
    const double& m_now;
    QCPRange tickRange;
};

// A scale from 0 to a round top with at most four steps of 1, 2 or 5, so that every step has a short name.
struct Scale {
    double step, top;

    Scale(double highest, double leastStep)
    {
        const double power = std::pow(10, std::floor(std::log10(highest / 4)));
        step = 10 * power;
        for (double part : {1.0, 2.0, 5.0})
            if (part * power * 4 >= highest) {
                step = part * power;
                break;
            }
        step = std::max(step, leastStep);
        top = std::ceil(highest / step) * step;
    }
    int digits() const { return std::max(0, static_cast<int>(std::ceil(-std::log10(step) - 1e-9))); }
};

struct ShownUnit {
    QString name;
    double size; // in the unit of the data
};

// Times are read in the unit that suits them; a jam makes milliseconds and seconds of microseconds.
ShownUnit shownUnit(PlotUnit unit, double highest)
{
    if (unit == PlotUnit::Microseconds && highest >= 1e6)
        return {QObject::tr("s"), 1e6};
    if (unit == PlotUnit::Microseconds && highest >= 1e4)
        return {QObject::tr("ms"), 1e3};
    if (unit == PlotUnit::Milliseconds && highest >= 1e4)
        return {QObject::tr("s"), 1e3};
    return {unitName(unit), 1};
}

} // namespace

// Values in the unit that is shown, with as many digits as its steps need.
class TimePlot::ValueTicker final : public QCPAxisTickerFixed {
public:
    void setScale(const Scale& scale, double unitSize)
    {
        m_digits = scale.digits();
        m_unitSize = unitSize;
        setTickStep(scale.step * unitSize);
    }

protected:
    QString getTickLabel(double tick, const QLocale& locale, QChar, int) override
    {
        return locale.toString(tick / m_unitSize, 'f', m_digits);
    }

private:
    int m_digits = 0;
    double m_unitSize = 1;
};

QString unitName(PlotUnit unit)
{
    switch (unit) {
    case PlotUnit::MessagesPerSecond:
        return QObject::tr("messages/s");
    case PlotUnit::Messages:
        return QObject::tr("messages");
    case PlotUnit::Milliseconds:
        return QObject::tr("ms");
    case PlotUnit::Microseconds:
        break;
    }
    return QObject::tr("µs");
}

TimePlot::TimePlot(const QString& title, PlotUnit unit, QWidget* parent)
    : QCustomPlot(parent), m_title(title), m_unit(unit), m_shownUnit(unitName(unit)), m_values(new ValueTicker),
      m_heading(new QLabel(this))
{
    setAccessibleName(title);
    setAccessibleDescription(QObject::tr("Plot over time, in %1").arg(unitName(unit)));
    setMouseTracking(true);
    setInteraction(QCP::iRangeDrag);
    axisRect()->setRangeDrag(Qt::Horizontal);
    axisRect()->setAutoMargins(QCP::msLeft | QCP::msBottom);
    axisRect()->setMargins(QMargins(0, 3 * Theme::Unit, 3 * Theme::Unit, 0));
    xAxis->setTicker(QSharedPointer<QCPAxisTicker>(new AgoTicker(m_now)));
    yAxis->setTicker(m_values);
    yAxis->grid()->setSubGridVisible(false);
    setLocale(QLocale(QLocale::English, QLocale::UnitedStates));

    m_readOut = new QCPItemText(this);
    m_readOut->position->setTypeX(QCPItemPosition::ptAbsolute);
    m_readOut->position->setTypeY(QCPItemPosition::ptAbsolute);
    m_readOut->setTextAlignment(Qt::AlignLeft);
    m_readOut->setClipToAxisRect(false);
    m_readOut->setPadding(QMargins(4, 2, 4, 2));
    m_readOut->setVisible(false);
    m_cursor = new QCPItemStraightLine(this);
    m_cursor->setVisible(false);
    for (QCPAbstractItem* item : {static_cast<QCPAbstractItem*>(m_cursor), static_cast<QCPAbstractItem*>(m_readOut)})
        item->setLayer(QStringLiteral("overlay")); // lines that are added later lie under it

    m_heading->move(0, 0);
    m_heading->setAttribute(Qt::WA_TransparentForMouseEvents);
    connect(this, &QCustomPlot::mouseRelease, this, [this] { Q_EMIT rangeChangedByPerson(); });
    connect(xAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this, [this] { placeNames(); });
    connect(&Theme::instance(), &Theme::changed, this, &TimePlot::restyle);
    setMinimumSize(25 * Theme::Unit, 14 * Theme::Unit);
    restyle();
}

void TimePlot::restyle()
{
    const ThemeColors& colors = Theme::instance().colors();
    setBackground(colors.surface);
    for (QCPAxis* axis : {xAxis, yAxis}) {
        axis->setBasePen(Qt::NoPen);
        axis->setTickPen(Qt::NoPen);
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLabelColor(colors.textMuted);
        axis->setTickLabelFont(Theme::instance().smallFigureFont());
        axis->grid()->setPen(QPen(colors.divider, 1));
        axis->grid()->setZeroLinePen(QPen(colors.divider, 1));
    }
    xAxis->grid()->setVisible(false);
    m_readOut->setColor(colors.text);
    m_readOut->setBrush(colors.raised);
    m_readOut->setPen(QPen(colors.border, 1));
    m_readOut->setFont(Theme::instance().smallFigureFont());
    m_cursor->setPen(QPen(colors.textMuted, 1, Qt::DotLine));
    m_heading->setFont(Theme::instance().textFont());
    showHeading();
    m_heading->adjustSize();
    for (int i = 0; i < graphCount(); ++i)
        styleLine(i);
    replot(QCustomPlot::rpQueuedReplot);
}

void TimePlot::styleLine(int index)
{
    const auto i = static_cast<std::size_t>(index);
    const auto look = static_cast<std::size_t>(m_lines[i].look);
    QColor color = QColor::fromRgb(LineColors[look % LineColors.size()]);
    if (Theme::instance().kind() == ThemeKind::Dark)
        color = color.lighter(130);
    QPen pen(color, 1.5);
    pen.setStyle(LineStyles[look % LineStyles.size()]);
    graph(index)->setPen(pen);
    m_names[i]->setFont(Theme::instance().smallFont());
    m_names[i]->setPen(Qt::NoPen);
    m_names[i]->setText(
        QFontMetrics(Theme::instance().smallFont()).elidedText(m_lines[i].name, Qt::ElideMiddle, WidestName));
    // A little further from the surface than the line, for letters are thinner.
    m_names[i]->setColor(Theme::instance().kind() == ThemeKind::Dark ? color.lighter(110) : color.darker(120));
}

void TimePlot::setLines(const std::vector<PlotLine>& lines)
{
    if (lines == m_lines)
        return;
    m_lines = lines;
    clearGraphs();
    for (QCPItemText* item : m_names)
        removeItem(item);
    m_names.clear();
    for (std::size_t i = 0; i < lines.size(); ++i) {
        addGraph();
        auto* name = new QCPItemText(this);
        name->setPositionAlignment(Qt::AlignLeft | Qt::AlignVCenter);
        name->setClipToAxisRect(false);
        name->position->setTypeX(QCPItemPosition::ptAbsolute);
        name->position->setTypeY(QCPItemPosition::ptAbsolute);
        m_names.push_back(name);
        styleLine(static_cast<int>(i));
    }
    makeRoomForNames();
}

void TimePlot::draw(const Observer& observer, double now)
{
    draw([&observer](const PlotLine& line, double since, std::size_t most,
                     double until) { return observer.history(line.key, since, most, until); },
         now);
}

void TimePlot::draw(const History& history, double now)
{
    m_now = now;
    if (m_follows)
        fitTime(now);
    const double since = xAxis->range().lower - 1, until = std::min(xAxis->range().upper + 1, now);
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        QVector<double> times, values;
        for (const SeriesPoint& point : history(m_lines[i], since, MostPoints, until)) {
            times << point.seconds;
            values << point.value;
        }
        graph(static_cast<int>(i))->setData(times, values, true);
    }
    fitValues();
    showReadOut();
    replot(QCustomPlot::rpQueuedReplot);
    placeNames();
}

void TimePlot::fitTime(double now) { xAxis->setRange(now - m_span, now); }

void TimePlot::fitValues()
{
    double top = 0;
    for (int i = 0; i < graphCount(); ++i) {
        bool found = false;
        const QCPRange range = graph(i)->getValueRange(found, QCP::sdBoth, xAxis->range());
        if (found)
            top = std::max(top, range.upper);
    }
    // The top moves in steps, so that a wobbling line does not make the scale wobble.
    const ShownUnit unit = shownUnit(m_unit, top);
    const bool whole = m_unit == PlotUnit::Messages;
    const Scale scale(std::max(top / unit.size * 1.1, whole ? 4.0 : top > 0 ? 0.0 : 1.0), whole ? 1 : 0);
    m_values->setScale(scale, unit.size);
    yAxis->setRange(0, scale.top * unit.size);
    m_shownUnit = unit.name;
    showHeading();
}

void TimePlot::setNote(const QString& note)
{
    m_note = note;
    showHeading();
}

void TimePlot::showHeading()
{
    QString text = QStringLiteral("<b>%1</b>&nbsp;&nbsp;%2").arg(m_title, m_shownUnit);
    if (!m_note.isEmpty())
        text += QStringLiteral("&nbsp;&nbsp;<span style='color:%1'>%2</span>")
                    .arg(Theme::instance().colors().textMuted.name(), m_note.toHtmlEscaped());
    if (text == m_heading->text())
        return;
    m_heading->setText(text);
    m_heading->adjustSize();
}

void TimePlot::makeRoomForNames()
{
    int widest = 3 * Theme::Unit; // half of "now" stands there in any case
    const QFontMetrics metrics(Theme::instance().smallFont());
    for (const QCPItemText* name : m_names)
        widest = std::max(widest, metrics.horizontalAdvance(name->text()) + Theme::Unit);
    QMargins margins = axisRect()->margins();
    margins.setRight(widest);
    axisRect()->setMargins(margins);
}

void TimePlot::placeNames()
{
    // Names stand at the height of the last value that is shown, pushed apart where lines meet.
    struct Label {
        double y;
        std::size_t line;
    };
    std::vector<Label> labels;
    const QRect rect = axisRect()->rect();
    for (std::size_t i = 0; i < m_names.size(); ++i) {
        double value = qQNaN();
        const auto data = graph(static_cast<int>(i))->data();
        for (auto it = data->constEnd(); it != data->constBegin();) {
            --it;
            if (it->key <= xAxis->range().upper + 0.001 && !std::isnan(it->value)) {
                value = it->value;
                break;
            }
        }
        m_names[i]->setVisible(!std::isnan(value));
        if (!std::isnan(value))
            labels.push_back({yAxis->coordToPixel(value), i});
    }
    std::sort(labels.begin(), labels.end(), [](const Label& a, const Label& b) { return a.y < b.y; });
    const double height = QFontMetricsF(Theme::instance().smallFont()).height();
    for (std::size_t i = 1; i < labels.size(); ++i)
        labels[i].y = std::max(labels[i].y, labels[i - 1].y + height);
    for (std::size_t i = labels.size(); i-- > 0;) {
        const double lowest = i + 1 < labels.size() ? labels[i + 1].y - height : rect.bottom() - height / 2;
        labels[i].y = std::min(labels[i].y, lowest);
        m_names[labels[i].line]->position->setPixelPosition({rect.right() + 4.0, labels[i].y});
    }
}

void TimePlot::showLastMinute()
{
    m_follows = true;
    m_span = DefaultSpan;
    fitTime(m_now);
    replot(QCustomPlot::rpQueuedReplot);
}

void TimePlot::wheelEvent(QWheelEvent* event)
{
    const double factor = std::pow(0.85, event->angleDelta().y() / 120.0);
    m_span = std::clamp(m_span * factor, 2.0, 600.0);
    if (m_follows)
        fitTime(m_now);
    else
        xAxis->scaleRange(factor, xAxis->pixelToCoord(event->position().x()));
    Q_EMIT rangeChangedByPerson();
    replot(QCustomPlot::rpQueuedReplot);
    event->accept();
}

void TimePlot::mouseDoubleClickEvent(QMouseEvent* event)
{
    showLastMinute();
    Q_EMIT rangeChangedByPerson();
    event->accept();
}

void TimePlot::mouseMoveEvent(QMouseEvent* event)
{
    QCustomPlot::mouseMoveEvent(event);
    if (event->buttons() & Qt::LeftButton)
        m_follows = xAxis->range().upper >= m_now - 0.01;
    const bool inside = axisRect()->rect().contains(event->position().toPoint());
    m_pointer = inside ? std::optional(event->position().x()) : std::nullopt;
    showReadOut();
    replot(QCustomPlot::rpQueuedReplot);
}

void TimePlot::showReadOut()
{
    m_readOut->setVisible(m_pointer && graphCount() > 0);
    m_cursor->setVisible(m_readOut->visible());
    if (!m_readOut->visible())
        return;
    const double at = xAxis->pixelToCoord(*m_pointer);
    QStringList lines{QObject::tr("%1 s ago").arg(m_now - at, 0, 'f', 1)};
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const auto data = graph(static_cast<int>(i))->data();
        const auto point = data->findBegin(at);
        if (point != data->constEnd() && std::abs(at - point->key) < FarthestPoint)
            lines << QStringLiteral("%1: %2").arg(m_lines[i].name, valueText(point->value));
    }
    m_readOut->setText(lines.join(QLatin1Char('\n')));
    const bool right = *m_pointer < axisRect()->center().x();
    m_readOut->setPositionAlignment((right ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignTop);
    m_readOut->position->setPixelPosition({*m_pointer + (right ? 8 : -8), axisRect()->top() + 4.0});
    m_cursor->point1->setCoords(at, 0);
    m_cursor->point2->setCoords(at, 1);
}

QString TimePlot::valueText(double value) const
{
    if (std::isnan(value))
        return QObject::tr("not known");
    if (m_unit == PlotUnit::Microseconds || m_unit == PlotUnit::Milliseconds)
        return microsecondsText(m_unit == PlotUnit::Milliseconds ? value * 1e3 : value);
    const int digits = m_unit == PlotUnit::Messages || value >= 10 ? 0 : 2;
    return QStringLiteral("%1 %2").arg(locale().toString(value, 'f', digits), unitName(m_unit));
}

void TimePlot::leaveEvent(QEvent* event)
{
    m_pointer.reset();
    showReadOut();
    replot(QCustomPlot::rpQueuedReplot);
    QCustomPlot::leaveEvent(event);
}

} // namespace zeroloom
