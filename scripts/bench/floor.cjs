const { App, TerraformStack } = require("cdktf");

// The least that any program made with CDKTF costs: loading it, and writing a stack with nothing in it.
const app = new App({ stackTraces: false });
new TerraformStack(app, "empty");
app.synth();
