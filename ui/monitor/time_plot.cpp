#include "ui/monitor/time_plot.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/theme/theme.h"

namespace zeroloom {
namespace {

constexpr int MostPoints = 600;
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
        const double last = std::min(range.upper, m_now);
        for (double at = m_now - std::floor((m_now - range.lower) / step) * step; at <= last + 1e-6; at += step)
            ticks << at;
        return ticks;
    }

private:
    const double& m_now;
    QCPRange tickRange;
};

} // namespace

TimePlot::TimePlot(const QString& title, const QString& unit, QWidget* parent)
    : QCustomPlot(parent), m_title(title), m_unit(unit), m_heading(new QLabel(this))
{
    setAccessibleName(title);
    setAccessibleDescription(QObject::tr("Plot over time, in %1").arg(unit));
    setMouseTracking(true);
    setInteraction(QCP::iRangeDrag);
    axisRect()->setRangeDrag(Qt::Horizontal);
    axisRect()->setAutoMargins(QCP::msLeft | QCP::msBottom);
    axisRect()->setMargins(QMargins(0, 3 * Theme::Unit, 3 * Theme::Unit, 0));
    xAxis->setTicker(QSharedPointer<QCPAxisTicker>(new AgoTicker(m_now)));
    yAxis->setNumberFormat(QStringLiteral("f")); // whole, with thousands separated; never 1E+04
    yAxis->ticker()->setTickCount(4);
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

    m_heading->setText(QStringLiteral("<b>%1</b>&nbsp;&nbsp;%2").arg(title, unit));
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
    m_now = now;
    if (m_follows)
        fitTime(now);
    const double since = xAxis->range().lower - 1, until = std::min(xAxis->range().upper + 1, now);
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        QVector<double> times, values;
        for (const SeriesPoint& point : observer.history(m_lines[i].key, since, MostPoints, until)) {
            times << point.seconds;
            values << point.value;
        }
        graph(static_cast<int>(i))->setData(times, values, true);
    }
    fitValues();
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
    const double wanted = top > 0 ? top * 1.1 : 1;
    const double power = std::pow(10, std::floor(std::log10(wanted)));
    double nice = 10 * power;
    for (double step : {1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0})
        if (step * power >= wanted) {
            nice = step * power;
            break;
        }
    yAxis->setNumberPrecision(nice < 2 ? 2 : nice < 10 ? 1 : 0);
    yAxis->setRange(0, nice);
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
    m_readOut->setVisible(inside && graphCount() > 0);
    m_cursor->setVisible(m_readOut->visible());
    if (m_readOut->visible()) {
        const double at = xAxis->pixelToCoord(event->position().x());
        const QLocale english(QLocale::English);
        QStringList lines{QObject::tr("%1 s ago").arg(m_now - at, 0, 'f', 1)};
        for (std::size_t i = 0; i < m_lines.size(); ++i) {
            const auto data = graph(static_cast<int>(i))->data();
            auto it = data->findBegin(at);
            if (it == data->constEnd())
                continue;
            const QString value = std::isnan(it->value) ? QObject::tr("not known")
                                                        : english.toString(it->value, 'f', it->value < 10 ? 2 : 0);
            lines << QStringLiteral("%1: %2 %3").arg(m_lines[i].name, value, m_unit);
        }
        m_readOut->setText(lines.join(QLatin1Char('\n')));
        const bool right = event->position().x() < axisRect()->center().x();
        m_readOut->setPositionAlignment((right ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignTop);
        m_readOut->position->setPixelPosition({event->position().x() + (right ? 8 : -8), axisRect()->top() + 4.0});
        m_cursor->point1->setCoords(at, 0);
        m_cursor->point2->setCoords(at, 1);
    }
    replot(QCustomPlot::rpQueuedReplot);
}

void TimePlot::leaveEvent(QEvent* event)
{
    m_readOut->setVisible(false);
    m_cursor->setVisible(false);
    replot(QCustomPlot::rpQueuedReplot);
    QCustomPlot::leaveEvent(event);
}

} // namespace zeroloom
