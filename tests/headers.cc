// Only there so that the headers of the tests are compiled once (CMakeLists.txt).
