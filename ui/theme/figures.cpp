#include "ui/theme/figures.h"

#include <QCoreApplication>

#include "core/observe/figure_text.h"

namespace zeroloom {

namespace {

QString toText(const std::string& text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

} // namespace

QString countText(std::uint64_t value) { return toText(figures::count(value)); }

QString rateText(double perSecond) { return toText(figures::rate(perSecond)); }

QString rateText(const Figure<double>& rate) { return toText(figures::rate(rate)); }

QString flowRateText(const FlowObservation& flow)
{
    const bool bySender = !flow.rate.known() && flow.sentRate.known();
    const QString text = rateText(shownRate(flow));
    return bySender ? QCoreApplication::translate("Figures", "%1 sent").arg(text) : text;
}

QString perSecondText(const Figure<double>& rate) { return toText(figures::perSecond(rate)); }

QString bytesText(double bytes) { return toText(figures::bytes(bytes)); }

QString bytesText(const Figure<std::uint64_t>& bytes) { return toText(figures::bytes(bytes)); }

QString byteRateText(double bytesPerSecond) { return toText(figures::byteRate(bytesPerSecond)); }

QString byteRateText(const Figure<double>& rate) { return toText(figures::byteRate(rate)); }

QString microsecondsText(double microseconds) { return toText(figures::microseconds(microseconds)); }

QString microsecondsText(const Figure<double>& microseconds) { return toText(figures::microseconds(microseconds)); }

QString secondsText(double seconds) { return toText(figures::seconds(seconds)); }

QString durationText(double seconds) { return toText(figures::duration(seconds)); }

QString figureText(const Figure<std::uint64_t>& figure) { return toText(figures::count(figure)); }

QString lossText(const Figure<LossCounts>& lost) { return toText(figures::losses(lost)); }

QString lossText(const LossTotal& lost) { return toText(figures::losses(lost)); }

QString percentileText(const LatencySummary& latency, double value)
{
    return toText(figures::percentile(latency, value));
}

QString qualityText(Quality quality)
{
    switch (quality) {
    case Quality::Exact:
        return QStringLiteral("exact");
    case Quality::Estimated:
        return QStringLiteral("estimated");
    case Quality::Unknown:
        break;
    }
    return QStringLiteral("unknown");
}

QString stateText(ConnectionState state)
{
    switch (state) {
    case ConnectionState::Unknown:
        return QStringLiteral("unknown");
    case ConnectionState::Idle:
        return QStringLiteral("idle");
    case ConnectionState::Listening:
        return QStringLiteral("listening");
    case ConnectionState::Connecting:
        return QStringLiteral("connecting");
    case ConnectionState::Connected:
        return QStringLiteral("connected");
    case ConnectionState::Disconnected:
        return QStringLiteral("disconnected");
    case ConnectionState::Refused:
        return QStringLiteral("refused");
    case ConnectionState::Failed:
        return QStringLiteral("failed");
    }
    return QStringLiteral("unknown");
}

QString stateText(NodeState state)
{
    switch (state) {
    case NodeState::Starting:
        return QStringLiteral("starting");
    case NodeState::Running:
        return QStringLiteral("running");
    case NodeState::Exited:
        return QStringLiteral("ended");
    case NodeState::Failed:
        return QStringLiteral("failed");
    case NodeState::Lost:
        return QStringLiteral("lost");
    case NodeState::Stopped:
        return QStringLiteral("stopped");
    }
    return QStringLiteral("unknown");
}

} // namespace zeroloom
