"""Real Jupyter kernels, watched by their connection files."""
import os
import subprocess
import sys
import unittest

from monitored import LOST, MonitoredTest, read_json_file

RULE = ("--period", "200ms", "--misses", "3")


class JupyterKernelsTest(MonitoredTest):
    def kernel(self, name, *options):
        """A kernel as Jupyter starts it, and its connection file, which it writes itself."""
        path = os.path.join(self.folder, f"kernel-{name}.json")
        environment = {**os.environ, "JUPYTER_RUNTIME_DIR": self.folder, "HOME": self.folder,
                       "IPYTHONDIR": os.path.join(self.folder, "ipython")}
        process = self.start(sys.executable, "-m", "ipykernel_launcher", "-f", path, *options, env=environment,
                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        read_json_file(path)
        return process, path

    def test_a_kernel_is_alive_frozen_back_and_killed(self):
        kernel, path = self.kernel("one")
        monitor = self.monitor("jupyter", path, *RULE)
        monitor.wait_for_event("new", "one")
        beat = monitor.wait_for(lambda line: line.get("beats", 0) >= 3, "three beats")
        self.assertGreater(beat["rtt_ms"], 0)
        self.freeze(kernel)
        monitor.wait_for_event("late", "one")
        monitor.wait_for_event("lost", "one")
        self.thaw(kernel)
        monitor.wait_for_event("back", "one")
        kernel.kill()
        monitor.wait_for_event("lost", "one")
        summary = monitor.finish(LOST)
        self.assertEqual((summary["hearts"], summary["lost"]), (1, 1))

    def test_of_two_kernels_one_leaves_with_its_file_and_the_other_stays(self):
        first, first_path = self.kernel("one")
        _, second_path = self.kernel("two", "--transport=ipc", f"--ip={self.folder}/two")
        monitor = self.monitor("jupyter", first_path, second_path, *RULE)
        for _ in range(2):
            monitor.wait_for_event("new")
        first.kill()
        first.wait()
        os.unlink(first_path)
        left = monitor.wait_for_event("left", "one")
        self.assertIn(first_path, left["cause"])
        monitor.wait_for(lambda line: line.get("heart") == "two" and line["event"] == "beat", "a beat of the other")
        summary = monitor.finish(0)
        self.assertEqual((summary["alive"], summary["left"]), (1, 1))
        self.assertNotIn("lost", monitor.events_of("two"))


if __name__ == "__main__":
    unittest.main()
