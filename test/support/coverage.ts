// Loaded before all tests. What tests fork runs the bundles: to remap and merge hundreds of those takes minutes and more
// memory than there is, so that coverage is of what runs in the tests' own process.
delete process.env.NODE_V8_COVERAGE;
