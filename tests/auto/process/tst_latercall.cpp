// SPDX-License-Identifier: MIT
#include "process/latercall.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTest>
#include <QThread>

#include <memory>
#include <optional>
#include <thread>
#include <vector>

using namespace Spawnscope;

class TestLaterCall : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comesFromTheEventLoop()
    {
        bool isMade = false;
        LaterCall call;
        call.make([&] { isMade = true; });
        QVERIFY(!isMade);
        QCoreApplication::processEvents();
        QVERIFY(isMade);
    }

    void keepTheirOrder()
    {
        QByteArray order;
        std::vector<std::unique_ptr<LaterCall>> calls;
        for (char name = 'a'; name <= 'z'; ++name) {
            calls.push_back(std::make_unique<LaterCall>());
            calls.back()->make([&order, name] { order += name; });
        }
        QCoreApplication::processEvents();
        QCOMPARE(order, "abcdefghijklmnopqrstuvwxyz");
    }

    void endWithTheirObject()
    {
        QByteArray order;
        std::optional<LaterCall> first(std::in_place);
        std::optional<LaterCall> second(std::in_place);
        LaterCall third;
        first->make([&] { order += '1'; });
        second->make([&] { order += '2'; });
        third.make([&] { order += '3'; });
        second.reset();
        first.reset();
        QCoreApplication::processEvents();
        QCOMPARE(order, "3");
    }

    void aNewCallTakesThePlaceOfOneThatWaits()
    {
        QByteArray order;
        LaterCall call;
        LaterCall other;
        call.make([&] { order += "old"; });
        other.make([&] { order += "other "; });
        call.make([&] { order += "new"; });
        QCoreApplication::processEvents();
        QCOMPARE(order, "other new");
        QCoreApplication::processEvents();
        QCOMPARE(order, "other new");
    }

    void mayBeAskedForByACall()
    {
        int calls = 0;
        QEventLoop loop;
        LaterCall call;
        std::function<void()> again = [&] {
            if (++calls < 3)
                call.make(again); // which wakes the event loop
            else
                loop.quit();
        };
        call.make(again);
        loop.exec();
        QCOMPARE(calls, 3);
    }

    void oneThatACallAsksForIsForTheNextTurn()
    {
        QByteArray order;
        LaterCall first;
        LaterCall second;
        LaterCall added;
        first.make([&] {
            order += '1';
            added.make([&] { order += '+'; });
        });
        second.make([&] { order += '2'; });
        QCoreApplication::processEvents();
        QCoreApplication::processEvents();
        QCOMPARE(order, "12+");
    }

    void mayDestroyItsObjectAndOthers()
    {
        QByteArray order;
        auto first = std::make_unique<LaterCall>();
        auto second = std::make_unique<LaterCall>();
        LaterCall third;
        const QByteArray captured("1"); // lives as long as the function
        first->make([&, captured] {
            first.reset();
            second.reset();
            order += captured;
        });
        second->make([&] { order += '2'; });
        third.make([&] { order += '3'; });
        QCoreApplication::processEvents();
        QCOMPARE(order, "13");
    }

    void aNestedEventLoopGoesOnWithTheRest()
    {
        QByteArray order;
        LaterCall first;
        LaterCall second;
        LaterCall third;
        LaterCall added;
        first.make([&] {
            order += "1(";
            added.make([&] { order += '+'; });
            QEventLoop loop;
            third.make([&] {
                order += '3';
                loop.quit();
            });
            loop.exec();
            order += ')';
        });
        second.make([&] { order += '2'; });
        QCoreApplication::processEvents();
        QCOMPARE(order, "1(2+3)");
    }

    void comeInTheThreadThatAsked()
    {
        QThread *madeIn = nullptr;
        QThread *askedIn = nullptr;
        std::thread thread([&] { // whose end a thread sanitizer sees, unlike that of a QThread
            askedIn = QThread::currentThread();
            QEventLoop loop;
            LaterCall call;
            call.make([&] {
                madeIn = QThread::currentThread();
                loop.quit();
            });
            loop.exec();
        });
        thread.join();
        QVERIFY(madeIn);
        QCOMPARE(madeIn, askedIn);
    }

    void mayOutliveTheirThread()
    {
        bool isMade = false;
        LaterCall call;
        std::thread thread([&] { call.make([&] { isMade = true; }); });
        thread.join();
        QCoreApplication::processEvents();
        QVERIFY(!isMade);
    }
};

QTEST_GUILESS_MAIN(TestLaterCall)
#include "tst_latercall.moc"
