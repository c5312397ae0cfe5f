console.log(`Node ${process.version} for ${process.env["INPUT_NODE-VERSION"]}`);
