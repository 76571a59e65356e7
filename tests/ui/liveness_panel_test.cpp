#include <QTest>
class LivenessTest : public QObject {
    Q_OBJECT
};
QTEST_MAIN(LivenessTest)
#include "liveness_panel_test.moc"
