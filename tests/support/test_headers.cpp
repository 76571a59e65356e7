// Nothing: the headers that the core's tests share are compiled with it (tests/CMakeLists.txt).
