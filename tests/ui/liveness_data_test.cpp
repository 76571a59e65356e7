// What is kept and written of hearts: their order, marks, round trips, the files of their changes, and the alarm.

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/pretended_hearts.h"
#include "tests/ui/isolated_settings.h"
#include "ui/liveness/change_file.h"
#include "ui/liveness/change_log_model.h"
#include "ui/liveness/heart_alarm.h"
#include "ui/liveness/heart_order.h"
#include "ui/liveness/round_trips.h"
#include "ui/liveness/timeline_store.h"

using namespace zeroloom;

namespace {

const test::IsolatedSettings settings;

Observer::HeartEvent made(std::uint64_t number, HeartChangeKind kind, const std::string& id = "heart-1",
                          std::uint32_t heart = 0)
{
    Observer::HeartEvent event{number, static_cast<double>(number), NodeId("monitor"), {}};
    event.change.heart = heart;
    event.change.kind = kind;
    event.change.id = id;
    return event;
}

QStringList linesOf(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

} // namespace

class LivenessDataTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

private Q_SLOTS:
    void initTestCase() { QCoreApplication::setOrganizationName(QStringLiteral("Zeroloom test")); }

    void numbersInNamesAreOrderedByTheirValue()
    {
        QVERIFY(compareNames("heart-2", "heart-10") < 0);
        QVERIFY(compareNames("heart-10", "heart-2") > 0);
        QVERIFY(compareNames("heart-007", "heart-7") == 0);
        QVERIFY(compareNames("a", "a1") < 0);
        QVERIFY(compareNames("a12b3", "a12b20") < 0);
        QVERIFY(compareNames("", "x") < 0);
    }

    void theTimelineIsBoundedAndKeepsTheNewest()
    {
        TimelineStore store;
        std::uint64_t number = 0;
        for (std::uint32_t heart = 0; heart < 50'000; ++heart)
            store.add({0, heart}, made(++number, HeartChangeKind::New, "h", heart));
        for (int i = 0; i < 100'000; ++i)
            store.add({0, 7}, made(++number, i % 2 ? HeartChangeKind::Beat : HeartChangeKind::Late, "h", 7));
        QVERIFY(store.size() <= 50'000 + TimelineStore::FewestOfOne);
        QCOMPARE(store.marks({0, 7}).back().event, number);
        QCOMPARE(store.marks({0, 8}).size(), std::size_t(1));
        const TimelineMark* mark = store.markAt({0, 8}, 1e9);
        QVERIFY(mark && mark->kind == HeartChangeKind::New);
        QVERIFY(!store.markAt({0, 8}, 8.5)); // it came at 9
    }

    void roundTripsAreKeptUntilTheyAreAskedForAndBreakWhereAHeartWasLost()
    {
        test::PretendedHearts hearts(3);
        HeartBook book;
        RoundTrips trips;
        const auto beat = [&] {
            hearts.beat();
            book.show(hearts.observation(), 0);
            trips.record(book);
        };
        for (int i = 0; i < 10; ++i)
            beat();
        hearts.are.lost = {1};
        for (int i = 0; i < 5; ++i)
            beat();
        hearts.are.lost = {};
        beat();
        const auto whole = trips.history({0, 0}, 0, 1e9), broken = trips.history({0, 1}, 0, 1e9);
        QCOMPARE(whole.size(), std::size_t(16));
        QCOMPARE(broken.size(), std::size_t(12)); // ten, the gap, and the one that came back
        QVERIFY(std::isnan(broken[10].value));
        QVERIFY(broken[11].value > 0.3 && broken[11].value < 1);
        for (int i = 0; i < 2000; ++i)
            beat();
        QVERIFY(trips.history({0, 0}, 0, 1e9).size() <= RoundTrips::MostOfOne);
        QVERIFY(trips.history({0, 0}, 0, 1e9).back().seconds > 2000);
    }

    void theLogIsBoundedAndCountsWhatItLeftOut()
    {
        ChangeLogModel model;
        std::vector<Observer::HeartEvent> events;
        for (std::uint64_t i = 0; i < ChangeLogModel::Limit + 500; ++i)
            events.push_back(made(i + 1 + 7, HeartChangeKind::Late)); // seven were gone before they were asked for
        model.add(events);
        QCOMPARE(model.rowCount(), static_cast<int>(ChangeLogModel::Limit));
        QCOMPARE(model.leftOut(), std::uint64_t(507));
        QCOMPARE(model.event(model.rowCount() - 1).number, events.back().number);
    }

    void changesAreSavedAsCsv()
    {
        test::PretendedHearts hearts(3);
        hearts.beat();
        hearts.are.lost = {1};
        hearts.beat();
        const QString path = m_folder.filePath(QStringLiteral("hearts.csv"));
        QCOMPARE(saveChanges(hearts, {}, path), QString());
        const QStringList lines = linesOf(path);
        QCOMPARE(lines.size(), 5);
        QCOMPARE(lines[0], QStringLiteral("seconds,heart,event,rtt_ms,missed_in_row,cause,monitor"));
        QVERIFY2(lines[4].contains(QStringLiteral("heart-0001,lost,")), qPrintable(lines[4]));
        QCOMPARE(saveChanges(hearts, {QStringLiteral("LOST")}, path), QString());
        QCOMPARE(linesOf(path).size(), 2);
    }

    void namesOfHeartsAreNotRunAsFormulas()
    {
        Observer::HeartEvent event = made(1, HeartChangeKind::New, "=1+1,\"x\"");
        QVERIFY2(changeCsvLine(event).contains(QStringLiteral("\"'=1+1,\"\"x\"\"\"")),
                 qPrintable(changeCsvLine(event)));
    }

    void changesAreSavedAsJsonLines()
    {
        test::PretendedHearts hearts(2);
        hearts.beat();
        hearts.are.lost = {1};
        hearts.beat();
        const QString path = m_folder.filePath(QStringLiteral("hearts.jsonl"));
        QCOMPARE(saveChanges(hearts, {}, path), QString());
        const QStringList lines = linesOf(path);
        QCOMPARE(lines.size(), 3);
        const QJsonObject last = QJsonDocument::fromJson(lines[2].toUtf8()).object();
        QCOMPARE(last[QStringLiteral("heart")].toString(), QStringLiteral("heart-0001"));
        QCOMPARE(last[QStringLiteral("event")].toString(), QStringLiteral("lost"));
        QCOMPARE(last[QStringLiteral("missed")].toInt(), 3);
        QVERIFY(last[QStringLiteral("t")].toDouble() > 30);
    }

    void aFileThatCannotBeWrittenIsSaidInWords()
    {
        test::PretendedHearts hearts(2);
        hearts.beat();
        const QString problem = saveChanges(hearts, {}, m_folder.filePath(QStringLiteral("none/hearts.csv")));
        QVERIFY2(problem.contains(QStringLiteral("could not be written")), qPrintable(problem));
    }

    void aBurstIsToldOnce()
    {
        HeartAlarm alarm;
        alarm.setNotifies(true);
        QSignalSpy raised(&alarm, &HeartAlarm::raised), messages(&alarm, &HeartAlarm::messageWanted);
        std::uint64_t number = 0;
        for (std::uint32_t heart = 0; heart < 37; ++heart)
            alarm.add(made(++number, HeartChangeKind::Lost, "engine-" + std::to_string(heart), heart));
        alarm.add(made(++number, HeartChangeKind::Late, "engine-99", 99));
        QTRY_COMPARE_WITH_TIMEOUT(raised.size(), 1, 20000);
        const QString text = raised[0][0].toString();
        QVERIFY2(text.startsWith(QStringLiteral("37 hearts were lost: engine-0, engine-1, engine-2 and 34 more")),
                 qPrintable(text));
        // Where the desktop has no tray the window must tell.
        QCOMPARE(messages.size(), 1);
        alarm.add(made(++number, HeartChangeKind::Lost, "engine-40", 40));
        QTRY_COMPARE_WITH_TIMEOUT(raised.size(), 2, 20000);
        QCOMPARE(raised[1][0].toString(), QStringLiteral("1 heart was lost: engine-40"));
    }

    void whatThePersonWantsIsRemembered()
    {
        HeartAlarm alarm;
        alarm.setSounds(true);
        alarm.setNotifies(false);
        const HeartAlarm later;
        QVERIFY(later.sounds());
        QVERIFY(!later.notifies());
    }
};

QTEST_MAIN(LivenessDataTest)
#include "liveness_data_test.moc"
